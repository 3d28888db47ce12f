"""Proving by a code that whoever books can be reached, before a time is theirs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from clinics.models import Clinic
from intake.core.contact import (
    ADDRESS_WINDOW,
    CODE_LASTS,
    CODES_PER_ADDRESS,
    CODES_PER_VISIT,
    PROOF_LASTS,
    TRIES_PER_CODE,
    ContactChannel,
    contact_code,
    is_code,
)
from intake.errors import CodeOver, ContactUnproven, TooManyCodes, WrongCode
from intake.models import ContactCheck
from scheduling.models import Appointment
from scheduling.services.holds import lock_hold
from scheduling.services.locks import in_one_transaction

KEPT = timedelta(days=1)


@in_one_transaction
def open_contact_check(
    *,
    clinic: Clinic,
    hold: UUID,
    token: str,
    channel: ContactChannel,
    address: str,
    language: str,
    now: datetime,
    is_new: bool = False,
) -> tuple[ContactCheck, bool]:
    """Return the check of a held time, and whether its code is yet to be sent.

    Pressing the same button twice, or coming back, finds the check that is open. Nobody on file
    is looked up: a known phone and an unknown one take the same way.

    Args:
        token: secret of the hold.
        is_new: a new code is wished for; the one before does not count any more.

    Raises:
        NotFound, HoldExpired, NotPossible: see lock_hold.
        TooManyCodes: enough were sent for this time, or to this address.
    """
    held = lock_hold(clinic=clinic, uid=hold, token=token, now=now)
    known = held.contact_checks.filter(closed_at=None).first()
    if known and not is_new and _is_good(known, channel, address, now):
        return known, False
    sent = held.contact_checks.count()
    if sent >= CODES_PER_VISIT or _sent_lately(address, now) >= CODES_PER_ADDRESS:
        raise TooManyCodes
    held.contact_checks.filter(closed_at=None).update(closed_at=now)
    check = ContactCheck.objects.create(
        clinic=clinic,
        appointment=held,
        number=sent + 1,
        channel=channel,
        address=address,
        language=language,
        created_at=now,
        expires_at=now + CODE_LASTS,
    )
    return check, True


def prove_contact(*, clinic: Clinic, uid: UUID, typed: str, now: datetime) -> ContactCheck:
    """Take a typed code; right once, it proves the contact, and a second press changes nothing.

    The try is counted in a transaction of its own, so that no failure afterwards forgets it.

    Raises:
        CodeOver: unknown, replaced, too late, or tried too often.
        WrongCode: says how many tries are left.
    """
    check = _count_try(clinic, uid, typed, now)
    if check is None:
        raise CodeOver
    if check.proven_at is None:
        if check.tries >= TRIES_PER_CODE:
            raise CodeOver
        raise WrongCode(TRIES_PER_CODE - check.tries)
    return check


def use_proof(
    appointment: Appointment, *, uid: UUID | None, addresses: Sequence[str], now: datetime
) -> None:
    """Book a visit on a proven contact, once; within the caller's transaction.

    Args:
        addresses: what was typed in the end; one of them has to be the proven one.

    Raises:
        ContactUnproven: unknown, not proven, used before, too long ago, or of another address.
    """
    used = ContactCheck.objects.filter(
        clinic_id=appointment.clinic_id,
        uid__in=[uid] if uid else [],
        address__in=[each for each in addresses if each],
        used_at=None,
        proven_at__gt=now - PROOF_LASTS,
    ).update(used_at=now)
    if not used:
        raise ContactUnproven


def code_of(check: ContactCheck) -> str:
    """Return the code of a check, for the message that carries it."""
    return contact_code(_key(), check.uid)


def forget_old_checks(*, now: datetime) -> int:
    """Delete checks nobody needs any more: their addresses are not ours to keep."""
    count, _ = ContactCheck.objects.filter(created_at__lt=now - KEPT).delete()
    return count


@transaction.atomic
def _count_try(clinic: Clinic, uid: UUID, typed: str, now: datetime) -> ContactCheck | None:
    check = (
        ContactCheck.objects.select_for_update(of=["self"], no_key=True)
        .filter(clinic=clinic, uid=uid, expires_at__gt=now)
        .first()
    )
    if check is None:
        return None
    is_right = is_code(_key(), check.uid, typed)
    if check.closed_at is not None:
        return check if check.proven_at and is_right else None
    if check.tries >= TRIES_PER_CODE:
        return None
    check.tries += 1
    if is_right:
        check.proven_at = check.closed_at = now
    check.save(update_fields=["tries", "proven_at", "closed_at"])
    return check


def _is_good(check: ContactCheck, channel: str, address: str, now: datetime) -> bool:
    """Whether the code that was sent can still be typed, and went where it is wanted."""
    is_same = (check.channel, check.address) == (channel, address)
    return is_same and check.expires_at > now and check.tries < TRIES_PER_CODE


def _sent_lately(address: str, now: datetime) -> int:
    return ContactCheck.objects.filter(address=address, created_at__gt=now - ADDRESS_WINDOW).count()


def _key() -> bytes:
    return settings.SECRET_KEY.encode()
