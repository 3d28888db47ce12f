"""What patients told about their health, in the few words of a day list."""

from django.utils.translation import gettext as _


def told_words() -> dict[str, str]:
    """Return words by flag; the flag is told_ and the code of the question."""
    return {
        "told_pregnancy": _("May be pregnant"),
        "told_infection_systemic": _("Fever, infection or antibiotics"),
        "told_infection_site": _("Skin sore or infected at the place"),
        "told_coagulopathy": _("Bleeds or bruises easily"),
        "told_allergy_contrast": _("Reacted to contrast"),
        "told_allergy_local_anaesthetic": _("Reacted to a local anaesthetic"),
        "told_allergy_steroid_latex_antiseptic": _("Reacted to steroid, latex or disinfectant"),
        "told_diabetes": _("Diabetes: early on the list"),
        "told_implanted_electronic_device": _("Electronic implant: plan needed"),
        "told_mri_metal": _("Metal in the body"),
        "told_claustrophobia": _("Narrow spaces are hard"),
        "told_renal_impairment": _("Kidney disease"),
        "told_glaucoma_heart_lung": _("Glaucoma, heart or lung disease"),
        "told_contralateral_airway": _("Airway or lung of the other side"),
        "told_low_blood_pressure": _("Low blood pressure, or medicine for it"),
        "told_bowel_obstruction": _("Blocked bowel"),
        "told_prior_surgery_level": _("Spine operated on before"),
        "told_steroid_recent": _("Steroid in the last 14 days"),
        "told_escort": _("Nobody takes them home yet"),
        "told_weight_position": _("Lying still is hard"),
    }
