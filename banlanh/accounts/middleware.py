"""What stands between a page that the table allows and the person who asks for it."""

from .stepup import challenge, needs_factor


class GuardMiddleware:
    """After the matrix said yes: asks for the second factor where it was shown too long ago."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated and needs_factor(request, view):
            return challenge(request)
