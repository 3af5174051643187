-- Everything received in a time, in the one state in which it was known to stand just before a moment; or, by its own day, at the
-- end of the day on which it was written down. Read from facts that are never changed: what was read, decided, decided anew,
-- linked, parted and sent back, and when each clock ran. What contradicts itself now does so at every moment: nobody knows since when.
create or replace function kith.balance_at(area bigint, since timestamptz, until timestamptz, at timestamptz, by_own_day boolean)
returns table (day date, sender text, channel text, state text, number bigint, receipts text[])
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.watches(area) then
        raise exception 'this post does not watch this front door' using errcode = 'insufficient_privilege';
    end if;
    return query
        with received as (
            select r.id, r.reference, r.agency_id, r.channel, r.received_at, r.subjects, r.restricted_subjects,
                   case when by_own_day then least(balance_at.at,
                       (((coalesce(r.recorded_at, r.received_at) at time zone 'Europe/London')::date + 1)::timestamp at time zone 'Europe/London'))
                   else balance_at.at end as known
              from intake_receipt r
             where r.partnership_id = area and r.received_at >= since and r.received_at < until
               and coalesce(r.recorded_at, r.received_at) < balance_at.at),
        landed as (
            select l.receipt_id,
                   count(*) filter (where l.outcome <> 'quarantined') as times,
                   max(l.outcome) filter (where l.outcome <> 'quarantined') as outcome,
                   max(l.adds_to_id) as adds_to
              from intake_landing l join received r on r.id = l.receipt_id
             where l.at < r.known
             group by l.receipt_id),
        contacts as (
            select c.id, c.receipt_id, c.reference, r.known,
                   case
                       when c.state = 'decided' and not exists (
                           select from frontdoor_decision d where d.contact_id = c.id) then 'undecided'
                       when c.state = 'linked' and c.duplicate_of_id is null then 'unlinked'
                       else coalesce(t.became, 'received')
                   end as stood
              from frontdoor_contact c
              join received r on r.id = c.receipt_id
              join people_sourcerecord s on s.id = c.record_id and s.recorded_at < r.known
              left join lateral (
                  select e.became
                    from (select d.decided_at as happened_at, 'decided' as became, 2 as place
                            from frontdoor_decision d where d.contact_id = c.id
                           union all
                          select a.recorded_at, 'received', 1 from frontdoor_lookedagain a where a.contact_id = c.id and a.is_anew
                           union all
                          select p.recorded_at, case when p.is_linked then 'linked' else 'received' end, 1
                            from frontdoor_duplicate p where p.contact_id = c.id
                           union all
                          select h.recorded_at, 'closed', 1 from frontdoor_handoveranswer h
                           where h.contact_id = c.id and h.hand_over_id is null and not h.is_accepted) e
                   where e.happened_at < r.known
                   order by e.happened_at desc, e.place desc
                   limit 1) t on true),
        became as (
            select c.receipt_id, count(*) as contacts,
                   count(*) filter (where c.stood = 'received') as open,
                   count(*) filter (where c.stood = 'received' and not exists (
                       select from record_clock k
                        where k.about_kind = 'contact' and k.about = c.reference and k.recorded_at < c.known
                          and (k.stopped_at is null or k.stopped_at >= c.known))) as unclocked,
                   count(*) filter (where c.stood = 'decided') as decided,
                   count(*) filter (where c.stood = 'undecided') as undecided,
                   count(*) filter (where c.stood = 'linked') as linked,
                   count(*) filter (where c.stood = 'unlinked') as unlinked
              from contacts c
             group by c.receipt_id),
        stands as (
            select r.id, r.reference, r.agency_id, r.channel, r.received_at,
                   cardinality(r.restricted_subjects) = 0 and not r.subjects && (select kith.conflicts()) as is_told,
                   case
                       when l.receipt_id is null and (
                           b.contacts is not null
                           or exists (select from frontdoor_addition n
                                       where n.receipt_reference = r.reference and coalesce(n.recorded_at, n.received_at) < r.known)
                           or exists (select from intake_batch f where f.receipt_id = r.id and f.read_at < r.known)
                           or exists (select from record_clock k
                                       where k.about_kind = 'receipt' and k.about = r.reference and k.recorded_at < r.known)) then 'no_reading'
                       when l.receipt_id is null then 'unread'
                       when l.times > 1 then 'twice'
                       when l.times = 0 and not exists (
                           select from record_clock k
                            where k.about_kind = 'receipt' and k.about = r.reference and k.recorded_at < r.known
                              and (k.stopped_at is null or k.stopped_at >= r.known)) then 'no_clock'
                       when l.times = 0 then 'quarantined'
                       when l.outcome = 'set_aside' then 'set_aside'
                       when l.outcome = 'staged' and exists (
                           select from intake_batch f where f.receipt_id = r.id) then 'file'
                       when l.outcome = 'addition' and exists (
                           select from frontdoor_contact c where c.receipt_id in (l.adds_to, r.id)) then 'added'
                       when b.contacts is null or b.unlinked > 0 then 'no_contact'
                       when b.unclocked > 0 then 'no_clock'
                       when b.undecided > 0 then 'no_decision'
                       when b.open > 0 then 'open'
                       when b.decided > 0 then 'decided'
                       when b.linked > 0 then 'linked'
                       else 'sent_back'
                   end as state
              from received r
              left join landed l on l.receipt_id = r.id
              left join became b on b.receipt_id = r.id)
        select (s.received_at at time zone 'Europe/London')::date, a.says::text, s.channel::text, s.state, count(*),
               coalesce(array_agg(s.reference::text order by s.received_at, s.id) filter (where s.is_told), '{}')
          from stands s join sharing_agency a on a.id = s.agency_id
         group by 1, 2, 3, 4
         order by 1, 2, 3, 4;
end
$$;
