"""Invented patients. No name, number or address belongs to anybody; `.example` is reserved."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from people.models import Patient
from people.services.patients import PatientDetails

# Who holds an order code in the printed sign-ins; the seed books nothing for them.
OLENA = PatientDetails("Olena Bondar", date(1968, 3, 14), "+380500004712", "olena@mail.example")
NGOZI = PatientDetails("Ngozi Okoro", date(1960, 5, 2), "+380500004713", "ngozi@mail.example")
HANNES = PatientDetails("Hannes Meier", date(1972, 8, 9), "+380500004714", "hannes@mail.example")

# The people of the mocks.
REGULARS = (
    ("Mateus Silva", date(1968, 2, 11)),
    ("Yuki Tanaka", date(1985, 6, 30)),
    ("Petro Lysenko", date(1954, 1, 19)),
    ("Jana Novak", date(1977, 4, 23)),
    ("Tolu Adeyemi", date(1963, 7, 8)),
    ("Linh Nguyen", date(1989, 9, 2)),
    ("Elif Yilmaz", date(1979, 3, 27)),
    ("Vira Moroz", date(1957, 10, 5)),
    ("Ivan Koval", date(1981, 12, 12)),
    ("Samir Haddad", date(1970, 5, 16)),
    ("Dmytro Kravets", date(1966, 8, 21)),
    ("Taras Bondar", date(1994, 11, 3)),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Given and family names that go together, and the language of messages."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    language: str = "en"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_UKRAINIAN = Origin(
    _names("Oksana Andriy Iryna Serhiy Halyna Bohdan Nadiya Roman Lesia Vasyl Mariya Yuriy Zoya"),
    _names("Petrenko Tkach Fedoruk Bilyk Hrytsak Savchuk Rudenko Panchenko Kushnir Lytvyn Melnyk"),
    "uk",
)
ORIGINS = (
    # In the city of the clinic, as in its waiting room, most people are from there.
    *[_UKRAINIAN] * 6,
    Origin(
        _names("Anna Jakub Katarzyna Piotr Zuzana Tomas"),
        _names("Kowalczyk Zielinska Dvorak Horvath Nowak Kral"),
    ),
    Origin(
        _names("Amina Kofi Zainab Emeka Abena Chidi"),
        _names("Mensah Diallo Eze Owusu Balogun Kamau"),
    ),
    Origin(
        _names("Priya Arjun Meera Rohan Farah Imran"),
        _names("Shah Iyer Rahman Kapoor Malik Desai"),
    ),
    Origin(
        _names("Haruto Minji Wei Mai Kenji Soyeon"),
        _names("Sato Park Chen Pham Ito Lim"),
    ),
    Origin(
        _names("Giulia Marco Ines Diego Camille Luc"),
        _names("Rossi Costa Dubois Moreau Fuentes Almeida"),
    ),
    Origin(
        _names("Leyla Omar Deniz Yael Karim Noor"),
        _names("Kaya Cohen Demir Farouk Mansour Aydin"),
    ),
    Origin(
        _names("Greta Lars Aoife Owen Freya Jonas"),
        _names("Lindqvist Byrne Hansen Weber Virtanen Hughes"),
    ),
)

OLDEST = date(1938, 1, 1)
ADULT_DAYS = 24_000  # to 2003
PHONES = 10_000


def draw_patients(rng: Random, count: int) -> list[Patient]:
    """Return unsaved patients, the regulars first; the same ones for the same state of rng."""
    drawn = []
    for number, (full_name, born, language) in zip(range(count), _people(rng), strict=False):
        address = f"{_ascii(full_name)}{number or ''}@mail.example"
        phone = f"+38050000{number % PHONES:04}"
        drawn.append(
            Patient(
                full_name=full_name,
                date_of_birth=born,
                phone=phone,
                email=address,
                language=language,
            )
        )
    return drawn


def _people(rng: Random) -> Iterator[tuple[str, date, str]]:
    for full_name, born in REGULARS:
        yield full_name, born, "en"
    while True:
        origin = rng.choice(ORIGINS)
        full_name = f"{rng.choice(origin.given)} {rng.choice(origin.family)}"
        yield full_name, OLDEST + timedelta(days=rng.randrange(ADULT_DAYS)), origin.language


def _ascii(full_name: str) -> str:
    plain = unicodedata.normalize("NFKD", full_name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", ".")
