"""Send a file: what its rows are, a template for each, and every file that was sent with what still waits in it."""

import csv
import io

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core import says
from kith.frontdoor.queries import files
from kith.frontdoor.reading.rows import columns
from kith.frontdoor.rules import shapes
from kith.intake import actions
from kith.intake.opened import LARGEST, SENTENCES
from kith.sharing import gate
from kith.sharing.models import Partnership
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


class SendFile(GovForm):
    """What the rows are, and the file."""

    shape = forms.ChoiceField(
        label="What are the rows?",
        widget=forms.RadioSelect,
        choices=[(shape.value, words) for shape, words in shapes.SAYS.items()],
        error_messages={
            "required": "Choose what the rows are.",
            "invalid_choice": "Choose what the rows are.",
        },
    )
    area = forms.ChoiceField(label="Which front door does it go to?", widget=forms.RadioSelect)
    file = forms.FileField(
        label="The file",
        help_text=f"A workbook (.xlsx, .xls or .ods) or CSV, one row for each child, at most {LARGEST // 2**20} MB.",
        allow_empty_file=True,
        error_messages={
            "required": "Choose the file to send.",
            "missing": "Choose the file to send.",
            "invalid": "Choose the file to send.",
        },
    )
    hints = {"shape": {"probation": "A row for each adult, with a child where one is known."}}

    def clean_file(self) -> object:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(SENTENCES["large"])
        return sent


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """The files of one's own agency; on POST, send one. It is receipted before anything in it is read."""
    by = gate.must(request.actor, "contact.send")
    areas = list(Partnership.objects.filter(pk__in=by.partnerships).order_by("pk"))
    form = SendFile(request.POST or None, request.FILES or None) if request.method == "POST" else SendFile()
    if len(areas) > 1:
        form.fields["area"].choices = [(area.code, area.says) for area in areas]  # type: ignore[attr-defined]
    else:
        del form.fields["area"]
    if request.method == "POST" and form.is_valid():
        area = form.cleaned_data.get("area", areas[0].code)
        try:
            got = actions.send_file(
                raw=form.cleaned_data["file"].read(),
                shape=form.cleaned_data["shape"],
                content_type=form.cleaned_data["file"].content_type or "",
                partnership=next(each.pk for each in areas if each.code == area),
                by=by,
                at=request.now,
            )
        except actions.CannotSendFile as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            return redirect("files:file", reference=got.receipt.reference)
    found = files.sent(actor=by)
    waiting = sum(line.waiting for line in found)
    return page(
        request,
        "files/start.html",
        form=form,
        heading=f"Your files: {says.count(waiting, 'row')} to put right or send"
        if waiting
        else "Send a file",
        found=found,
        shapes=shapes.SAYS.items(),
        danger=True,
        purpose="telling the front door",
    )


@require_safe
def template(request: Request, shape: str) -> HttpResponse:
    """A template for rows of one shape: its headings, in the order in which they are read best."""
    gate.must(request.actor, "contact.send")
    if shape not in set(shapes.Shape):
        raise Http404
    text = io.StringIO()
    csv.writer(text).writerow([column.says for column in columns(shape, says.today_in_london(request.now))])
    return HttpResponse(
        "\ufeff" + text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="kith-{shape}.csv"'},
    )
