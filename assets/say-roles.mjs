// A table shown as blocks on a phone is a table no longer to some browsers. The roles tell them that it is.
const ROLES = [
  ["thead, tbody", "rowgroup"],
  ["tr", "row"],
  ["td", "cell"],
  ["th[scope=col]", "columnheader"],
  ["th[scope=row]", "rowheader"],
];

export function sayRoles(page) {
  for (const table of page.querySelectorAll("table.kith-table")) {
    table.setAttribute("role", "table");
    for (const [which, role] of ROLES) {
      for (const part of table.querySelectorAll(which)) part.setAttribute("role", role);
    }
  }
}
