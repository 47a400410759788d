"""Rows of the mutation table for service, journeys and what a good experience is worth (parts 6 and 10)."""

from mutations import Mutation, in_all, plus, then, where, without

__all__ = ["ROWS"]


def has_relationships(found):
    return found.canvas.relationships


def has_journeys(found):
    return found.canvas.journeys


def has_barriers(found):
    return any(stage.barriers for stage in _stages(found))


def _stages(found):
    return [stage for journey in found.canvas.journeys for stage in journey.stages]


def has_plain_journeys(found):
    """Journeys whose stages have neither types nor owners."""
    return _stages(found) and not any(stage.type or stage.owner for stage in _stages(found))


def has_no_services(found):
    return not found.canvas.services and not any(each.services for each in found.canvas.relationships)


def puts_nothing_right(found):
    """No recovery and no remedy is meant for anybody."""
    relationships = found.canvas.relationships
    visitors = [each for channel in found.canvas.channels for each in channel.visitors]
    return not any(each.recovery or each.failures for each in relationships) and not visitors


def tells_no_effort(found):
    return not any(each.efforts for each in (*found.canvas.journeys, *found.canvas.competitors))


def tells_no_skills(found):
    holders = (*found.canvas.parties, *found.canvas.resources, *found.canvas.services)
    return has_no_services(found) and not any(each.skills for each in holders)


def service(lines, more=""):
    """Adds a service that stands alone."""
    return plus(f'service extra "Extra" {{ {lines} }}\n{more}')


def journey(lines, more=""):
    """Adds a journey of the first segment, of one stage."""
    return plus(f'journey extra "Extra" {{ for {{segment}}; {lines} }}\n{more}')


ROWS: tuple[tuple[str, Mutation], ...] = (
    # T-SVC-1 to T-SVC-4
    ("SVC101", where(has_relationships, plus('service extra "Extra"'))),
    ("SVC101", where(has_relationships, service("stage before, after"))),
    ("SVC102", where(has_no_services, service("stage during"))),
    ("SVC102", where(has_no_services, then(without("channel", "phases"),
        in_all("relationship", 'service extra "Extra" { stage after }')))),
    ("SVC103", where(lambda m: m.canvas.activities, service("at extra-channel", 'channel extra-channel "C"'))),
    ("SVC104", where(has_no_services, service("initiative reactive"))),
    ("SVC105", where(has_no_services, service("type service; technical yes"))),
    ("SVC111", in_all("relationship", 'service extra "Extra" { task complaint }')),
    ("SVC112", service('owner "a"; task refund { within 4 days }')),
    ("SVC113", service('task refund { owner "a"; authority 60 EUR }')),
    # T-SVC-5, T-SVC-6, T-SVC-9
    ("SVC121", service('pillar trust "a"')),
    ("SVC131", service('principle fast-answers { measure "a" }')),
    ("SVC132", then(without("relationship", "feedback"), service("principle closed-loop"))),
    ("SVC132", in_all("relationship", 'feedback "b" { collects "c" }; service extra "Extra" { principle closed-loop }',
                      "feedback")),
    ("SVC133", service("principle in-context-help { shown-by {resource} }")),
    ("SVC134", service("principle fast-answers { shown-by {resource} }")),
    ("SVC141", service("habit responsive")),
    ("SVC142", service("pays-off reference")),
    # R49
    ("SVC201", where(tells_no_skills, plus('channel extra "Extra" { type chat }\n'
                                           'party extra-party "P" { role employee; skill patience 3 }'))),
    ("SVC201", where(tells_no_skills, plus('channel extra "Extra" { type phone }\n'
                                           'party extra-party "P" { skill patience 3, empathy 1 }'))),
    ("SVC202", service('task complaint { owner "a" }; skill patience 3')),
    ("SVC202", service("type support; skill patience 3, product-knowledge 1")),
    # R23
    ("SVC301", where(puts_nothing_right, in_all("relationship", 'failure extra "Extra" { type core }'))),
    ("SVC301", where(puts_nothing_right, journey('stage s "S" { failure late "Late" { frequency 3% } }'))),
    ("SVC302", where(puts_nothing_right, in_all("segment", "unhappy 10%", "unhappy"))),
    ("SVC302", where(puts_nothing_right, in_all("segment", "satisfaction dissatisfied", "satisfaction"))),
    ("SVC303", in_all("relationship", 'recovery "sorry"', "recovery")),
    ("SVC303", service('recovery { outcome "a"; treatment "b" }')),
    # T-SVC-8, T-SVC-12
    ("SVC401", service("standard exceed")),
    ("SVC402", where(lambda m: has_no_services(m) and tells_no_effort(m),
                     service("standard exceed; budget 50 EUR per month"))),
    ("SVC411", service("quality reliability { weight 80% }; quality empathy { weight 40% }")),
    ("SVC412", service("quality reliability { weight 10% }; quality empathy { weight 40% }; "
                       "quality tangibles { weight 50% }")),
    ("SVC421", service("standard meet")),
    ("SVC421", in_all("segment", 'expectation timely { expected 6 of 7; standard "a" }', "expectation")),
    # R21, T-JRN-1
    ("JRN101", where(has_barriers, without("barrier", "remedy"))),
    ("JRN101", where(lambda m: has_barriers(m) and has_plain_journeys(m), without("barrier", "owner"))),
    ("JRN102", where(has_journeys, in_all("journey", 'stage extra "Extra"'))),
    ("JRN103", where(has_plain_journeys, in_all("journey", 'stage extra "Extra" { type purchase }'))),
    ("JRN104", where(has_plain_journeys, in_all("journey", 'stage extra "Extra" { owner "a" }'))),
    ("JRN105", journey('stage s "S" { type purchase; touchpoint t "T" { at extra-1 } }',
                       'channel extra-1 "1" { reaches {segment}; phases purchase }\n'
                       'channel extra-2 "2" { reaches {segment}; phases awareness }')),
    # T-JRN-2, T-JRN-3, T-SVC-5
    ("JRN111", where(has_journeys, in_all("journey", 'stage extra "Extra" { touchpoint t "T" }'))),
    ("JRN111", journey('stage s "S" { touchpoint t "T" { owner "a" } }; stage r "R" { touchpoint u "U" }')),
    ("JRN112", journey('stage s "S" { touchpoint t "T" { run-by partner } }')),
    ("JRN113", journey('stage s "S" { touchpoint t "T" { run-by brand }; touchpoint u "U" { run-by brand } }')),
    ("JRN114", journey('stage s "S" { touchpoint t "T" { run-by social; controlled yes } }')),
    ("JRN121", journey('stage s "S" { touchpoint t "T" { says delivery "two days" } }; '
                       'stage r "R" { touchpoint u "U" { says delivery "a week" } }')),
    ("JRN121", journey('stage s "S" { touchpoint t "T" { says delivery "a day"; says delivery "a week" } }')),
    # R22
    ("JRN201", journey("effort { steps 7 }", 'competitor extra-rival "R" { for {segment}; effort { steps 3 } }')),
    ("JRN202", where(has_journeys, in_all("journey", "effort { wanted; steps 2 }; effort { steps 5 }", "effort"))),
    ("JRN203", where(has_journeys, in_all("journey", "effort { minutes 5 }", "effort"))),
    # R37, T-CX-1, T-CX-2, T-SVC-11
    ("MEA301", plus('metric extra "Extra" { type csat }')),
    ("MEA301", plus('metric extra "Extra" { type ces; drives other up }\nmetric other "O" { type nps }')),
    ("MEA302", plus('metric extra "Extra" { type ces; drives other up }\nmetric other "O" { type renewal }')),
    ("MEA303", service("affects retention")),
    ("MEA311", plus('goal extra "Extra" { customer-value "a" }')),
)  # fmt: skip
