"""Service and its tasks: what it feeds, when it helps, what works behind it, who answers for what (T-SVC-1 to 4)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.service import Service, Task
from canvasdsl.rules.parts import adding, called, decided, declared, listed
from canvasdsl.rules.places import WITH_PEOPLE, answer_is_timed, channels_at, served
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named

__all__ = ["RULES"]

_TOLD = {
    "information": "questions", "complaint": "complaints", "refund": "refunds", "return": "returns",
    "exchange": "exchanges", "technical": "technical help", "onboarding": "first steps", "renewal": "renewals",
}  # fmt: skip
"""The tasks in a sentence."""
_GRAVE = frozenset(("complaint", "refund"))
"""Tasks that somebody must answer for."""
_GIVING = _GRAVE | {"return", "exchange"}
"""Tasks in which something is given that takes authority."""


# ---- SVC101: service that feeds nothing ---------------------------------------


def _feeds_nothing(canvas: Canvas) -> Iterator[Finding]:
    """Quiet while there is no relationship yet, and of help for parties inside, who have no relationship."""
    if not canvas.relationships:
        return
    only = canvas.relationships[0] if len(canvas.relationships) == 1 else None
    for service, relationships in served(canvas):
        if relationships or any(canvas.index.named_by(service, "party")):
            continue
        sure = only is not None and only.key is not None and not only.is_idea
        yield Finding(
            about=service,
            message=f"the service `{service.name}` feeds no relationship",
            help=f"name the relationship that it keeps alive: `feeds {called(only) if sure else '…'}`",
            absent=("feeds", "relationship"),
            fix=adding(service, f"feeds {called(only)}", "it is the only relationship") if sure else None,
        )


# ---- SVC102, SVC103, SVC104: when, and from where ------------------------------


def _part_of_the_way(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a service says when it helps. Support alone helps to use, so it comes after the purchase. Where
    people are met while customers choose, they help before it."""
    told = [service for service, _ in served(canvas) if service.stages]
    if all(service.type == "support" for service in told):
        return
    stages = {stage for service in told for stage in service.stages}
    if any(channel.type in WITH_PEOPLE and "evaluation" in channel.phases for channel in canvas.channels):
        stages.add("before")
    missing = [stage for stage in ("before", "after") if stage not in stages]
    if missing:
        yield Finding(
            about=told[0],
            message=f"no service is said to help {listed(missing, 'or')} the purchase",
            help="say who helps then, and how: " + listed([f"`service … {{ stage {each} }}`" for each in missing]),
            span=told[0].place("stage"),
            absent=("service", "stage"),
        )


def _nothing_behind(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of a service with a front, once the model has an activity, or says what works behind another one."""
    found = served(canvas)
    if not canvas.activities and not any(service.backed_by for service, _ in found):
        return
    for service, relationships in found:
        if not service.at or service.backed_by:
            continue
        front = (service, *relationships, *channels_at(canvas, service.at))
        if any(any(canvas.index.named_by(block, "activity", "resource")) for block in front):
            continue
        yield Finding(
            about=service,
            message=f"customers meet the service `{service.name}`, and nothing works behind it",
            help="name the work that they do not see: `backed-by …` with an activity",
            span=service.place("at"),
            absent=("backed-by", "supports", "activity"),
        )


def _waiting(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where a service is reactive, none is proactive, and none of their relationships is at least proactive."""
    found = served(canvas)
    reactive = [service for service, _ in found if service.initiative == "reactive"]
    if not reactive or any(service.initiative == "proactive" for service, _ in found):
        return
    if any(each.level in ("proactive", "partnership") for _, relationships in found for each in relationships):
        return
    if any(_asks_afterwards(canvas, service) for service, _ in found):
        return
    yield Finding(
        about=reactive[0],
        message="every service waits until a customer calls",
        help="help with something before anybody calls, and say so: `initiative proactive`",
        span=reactive[0].place("initiative"),
        related=tuple(declared(each, "waits too") for each in reactive[1:4]),
        absent=("initiative", "service"),
    )


def _asks_afterwards(canvas: Canvas, service: Service) -> bool:
    return any(block.word == "touchpoint" and block.type == "follow-up" for block in named(canvas, service.at))


# ---- SVC105: service without support --------------------------------------------


def _no_support(canvas: Canvas) -> Iterator[Finding]:
    services = [*canvas.services, *(each for relationship in canvas.relationships for each in relationship.services)]
    if any(each.type == "support" or any(task.type == "technical" for task in each.tasks) for each in services):
        return
    for service, _ in served(canvas):
        if service.technical == "yes":
            yield Finding(
                about=service,
                message=f"`{service.name}` goes with a product that takes technical help, and nobody gives that help",
                help="declare who helps to use it: `service … { type support }`",
                span=service.place("technical"),
                absent=("service", "type", "task"),
            )
            return


# ---- SVC111, SVC112, SVC113: tasks ------------------------------------------------


def _nobody_answers(canvas: Canvas) -> Iterator[Finding]:
    for service, _ in served(canvas):
        tasks = [task for task in decided(service.tasks) if task.type in _GRAVE and not task.owner]
        if tasks and not service.owner:
            yield _about_tasks(service, tasks, f"nobody answers for {_told(tasks)} at `{service.name}`",
                               'say who does: `owner "…"`', "owner")  # fmt: skip


def _no_authority(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once any task says more than its name."""
    if not _tasks_have_details(canvas):
        return
    for service, _ in served(canvas):
        tasks = [task for task in decided(service.tasks) if task.type in _GIVING and task.authority is None]
        if tasks:
            yield _about_tasks(
                service, tasks,
                f"nothing says how much may be given for {_told(tasks)} at `{service.name}` without asking",
                "say how far the person who helps may go: `authority …` with an amount", "authority",
            )  # fmt: skip


def _no_time(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once any task says more than its name."""
    if not _tasks_have_details(canvas):
        return
    for service, relationships in served(canvas):
        tasks = [task for task in decided(service.tasks) if task.within is None]
        if not tasks or (len(tasks) == len(service.tasks) and answer_is_timed(canvas, service, relationships)):
            continue
        yield _about_tasks(service, tasks, f"no time is set for {_told(tasks)} at `{service.name}`",
                           "say how long it may take: `within …`", "within")  # fmt: skip


def _tasks_have_details(canvas: Canvas) -> bool:
    return any(
        task.owner or task.authority is not None or task.within is not None or task.attained is not None
        or task.solved_first is not None
        for service, _ in served(canvas) for task in service.tasks
    )  # fmt: skip


def _about_tasks(service: Service, tasks: list[Task], message: str, help: str, word: str) -> Finding:
    return Finding(
        about=tasks[0] if len(tasks) == 1 else service,
        message=message,
        help=help,
        span=tasks[0].here,
        related=tuple(declared(task, "and of this task") for task in tasks[1:4]),
        absent=(word, "task"),
    )


def _told(tasks: list[Task]) -> str:
    return listed(dict.fromkeys(_TOLD[task.type] for task in tasks))


RULES: tuple[Rule, ...] = (
    Rule(
        code="SVC101",
        name="service-on-its-own",
        severity=Severity.HINT,
        summary="A service feeds no relationship",
        why="Service answers single questions; it pays where it keeps a relationship alive, so say which one.",
        theory=("T-SVC-1",),
        register=("R04",),
        check=_feeds_nothing,
    ),
    Rule(
        code="SVC102",
        name="help-for-part-of-the-way",
        severity=Severity.HINT,
        summary="No service helps before the purchase, or none after it",
        why="Service does not begin with a complaint: customers need help to choose, to buy and to use.",
        theory=("T-SVC-2",),
        register=(),
        check=_part_of_the_way,
    ),
    Rule(
        code="SVC103",
        name="front-without-back-office",
        severity=Severity.WARNING,
        summary="Customers meet a service behind which nothing works",
        why="What customers see at the front depends on work that happens out of their sight.",
        theory=("T-SVC-2",),
        register=(),
        check=_nothing_behind,
    ),
    Rule(
        code="SVC104",
        name="service-that-waits",
        severity=Severity.HINT,
        summary="Every service is reactive",
        why="If you only answer calls, you learn of trouble when the harm is done; a word in advance often costs "
        "less.",
        theory=("T-SVC-2",),
        register=(),
        check=_waiting,
    ),
    Rule(
        code="SVC105",
        name="technical-product-without-support",
        severity=Severity.HINT,
        summary="A technical product has service and no support",
        why="Friendly service does not help people who can't get the thing to work. Many texts use both words for "
        "the same; in careful use support is help with using the product.",
        theory=("T-SVC-3",),
        register=(),
        check=_no_support,
    ),
    Rule(
        code="SVC111",
        name="complaints-without-owner",
        severity=Severity.WARNING,
        summary="Nobody answers for complaints or refunds",
        why="A complaint that belongs to nobody wanders from desk to desk, and the customer with it.",
        theory=("T-SVC-4",),
        register=(),
        check=_nobody_answers,
    ),
    Rule(
        code="SVC112",
        name="helpers-without-authority",
        severity=Severity.HINT,
        summary="Nothing says how much the person who helps may give",
        why="Staff who must ask before every refund make the customer wait twice; with a limit they can decide at "
        "once.",
        theory=("T-SVC-4",),
        register=(),
        check=_no_authority,
    ),
    Rule(
        code="SVC113",
        name="task-without-time",
        severity=Severity.HINT,
        summary="Nothing says within which time a service task is done",
        why="Without a time neither the customer nor the team can tell whether an answer is late.",
        theory=("T-SVC-4",),
        register=(),
        check=_no_time,
    ),
)
