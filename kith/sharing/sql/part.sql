-- Two subjects are no longer one person: what was granted or restricted because of this link ends. What somebody
-- declared of either stays; so does a conflict, which errs on the side of the child.
create or replace function kith.part_guard(the_link bigint, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.may('child.identify') then
        raise exception 'this post may not say who a child is' using errcode = 'insufficient_privilege';
    end if;
    update sharing_grant set ends_at = at where link = the_link and (ends_at is null or ends_at > at);
    update sharing_restriction set ends_at = at where link = the_link and ends_at is null;
end
$$;
