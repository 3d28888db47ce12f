"""When which message is due: pure rules over the history of an appointment."""
