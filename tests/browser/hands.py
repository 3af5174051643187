"""What people do with a keyboard: nothing here moves a pointer."""

from playwright.sync_api import Locator, Page


def press(where: Locator) -> None:
    """Focus a link or a button, press Enter, and wait for the page that it leads to."""
    where.focus()
    with where.page.expect_navigation():
        where.page.keyboard.press("Enter")


def button(page: Page, name: str) -> None:
    press(page.get_by_role("button", name=name, exact=True).first)


def link(page: Page, name: str) -> None:
    press(page.get_by_role("link", name=name, exact=True).first)


def choose(where: Locator) -> None:
    """Focus a radio or a checkbox and press Space."""
    where.focus()
    where.page.keyboard.press("Space")


def write(page: Page, label: str, words: str) -> None:
    box = page.get_by_label(label, exact=True).first
    box.focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def fill(page: Page, name: str, words: str) -> None:
    """Write into the box of this name, where a page has several with one label."""
    page.locator(f"textarea[name={name}], input[name={name}]").focus()
    page.keyboard.insert_text(words)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()
