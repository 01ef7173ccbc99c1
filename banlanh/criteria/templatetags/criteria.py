from django import template
from django.utils.safestring import SafeString

from banlanh.core.templatetags.core import status
from banlanh.criteria.enums import Met

register = template.Library()
WORDS = {"yes": {Met.YES: "đạt", Met.NO: "không đạt"}, "no": {Met.YES: "có", Met.NO: "không"}}


@register.simple_tag
def met_mark(met: str, wanted: str) -> SafeString:
    """Whether a criterion holds, beside whether that is good: of a free area it is, of a complex one it is not."""
    if met == Met.UNKNOWN:
        return status("unknown", Met.UNKNOWN.label)
    return status("done" if met == wanted else "late", WORDS[wanted][Met(met)])
