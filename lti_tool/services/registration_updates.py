"""A registered tool that a platform registers again: what was agreed is new, all else stays as it was.

Moodle asks its admin whether to update the tool or to make a new one (4.5 and 5.1, for a tool of the same
domain); an update comes with the client id that we know.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent
from lti_tool.errors import RegistrationError
from lti_tool.models import Deployment, Platform, Registration, Tenant
from lti_tool.runtime import Runtime
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.administration import switch_names
from lti_tool.services.registrations import ADDRESSES, NewRegistration


def agree_anew(runtime: Runtime, visit: Visit, new: NewRegistration) -> bool:
    """Take over what was agreed for a registration that is there already; tell whether it is.

    Its state and addresses never change by it, and a deployment that is new waits for an admin. Raises
    RegistrationError where the institution is another one, or the platform has other addresses now.
    """
    with runtime.database.write() as session:
        found = _found(session, new)
        if found is None:
            return False
        row, tenant = found
        if tenant.slug != new.tenant:
            raise RegistrationError(f"{new.issuer} with client id {new.client_id} is registered already")
        if any(getattr(row, name) != getattr(new, name) for name in ADDRESSES):
            raise RegistrationError(
                f"{new.issuer} with client id {new.client_id} is registered with other addresses: "
                "`poiju registration move` changes them"
            )
        row.agreed = new.agreed
        if row.names != new.names:
            switch_names(runtime, session, visit, row, names=new.names)
        for deployment in new.deployments:
            place = {"registration_id": row.id, "deployment_id": deployment}
            insert_if_absent(session, Deployment, tuple(place), {**place, "status": "pending"})
        note(runtime, session, visit, "agreed-anew", f"{new.issuer}, {new.client_id}", tenant.id)
    runtime.registry.forget()
    return True


def _found(session: Session, new: NewRegistration) -> tuple[Registration, Tenant] | None:
    query = (
        select(Registration, Tenant)
        .join(Platform, Platform.id == Registration.platform_id)
        .join(Tenant, Tenant.id == Platform.tenant_id)
        .where(Registration.issuer == new.issuer, Registration.client_id == new.client_id)
    )
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1])
