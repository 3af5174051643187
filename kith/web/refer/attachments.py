"""Photos and documents with a draft: kept on the server until it is sent, each taken out again with one button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.core.says import today_in_london
from kith.intake import actions, attached, queries
from kith.sharing import gate
from kith.web.attachments import uploads
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer import drafts
from kith.web.refer.keyed import keyed_for


class Attach(GovForm):
    """A photo that is taken now, or files that are there."""

    photo = uploads.photo_field()
    chosen = uploads.files_field(
        "Choose files",
        "For example a body map, a photo of an injury, a screenshot, a letter or a chronology. You can choose several.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: Request, reference: str) -> HttpResponse:
    """What is kept with this draft; on POST, keep more or take one out."""
    form = Attach()
    try:
        if request.method == "POST":
            drafts.find_draft(reference, actor=request.actor)
            by = gate.must(request.actor, "contact.send")
            if taken := request.POST.get("out"):
                actions.take_out_of_draft(draft=reference, file=taken, by=by, at=request.now)
                messages.success(request, "Taken out. It will not be sent.")
                return redirect("refer:attachments", reference=reference)
            form = Attach(request.POST, request.FILES)
            if _kept(request, reference, form):
                return redirect("refer:attachments", reference=reference)
        draft = drafts.open_draft(reference, actor=request.actor, at=request.now)
    except drafts.AlreadySent as before:
        return redirect("refer:receipt", reference=before.receipt.reference)
    files = [(each, attached.size_in_words(each.size)) for each in queries.of_draft(draft.pk)]
    day = today_in_london(request.now)
    return page(
        request,
        "refer/attachments.html",
        draft=draft,
        whose=keyed_for(draft),
        form=form,
        files=files,
        heading=f"{says.count(len(files), 'file')} to send with it" if files else "Add photos or documents",
        most={code: attached.limit(code, day) for code in ("files", "each", "all")},
        danger=True,
        purpose="telling the front door",
    )


def _kept(request: Request, reference: str, form: Attach) -> bool:
    """Keep what was chosen. What is refused stands at its box; the rest is kept all the same."""
    by = gate.must(request.actor, "contact.send")
    if uploads.is_too_much(request):
        form.refuse_fields({"chosen": uploads.TOO_MUCH})
        return False
    files = uploads.chosen(request, "photo", "chosen")
    if not files:
        form.refuse_fields({"chosen": "Choose a file, or take a photo."})
        return False
    kept = actions.attach_to_draft(draft=reference, files=files, by=by, at=request.now)
    if kept.refused:
        form.refuse_fields({"chosen": kept.refused})
        return False
    messages.success(request, f"{says.count(len(files), 'file')} kept. Nothing is sent yet.")
    return True
