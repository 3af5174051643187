-- Everything received in a time, in exactly one state, by day and sender. `twice`, `no_contact`, `no_decision`, `no_clock` and
-- `no_reading` must never be: something came and nobody would know. A reading and what came of it are written in one transaction,
-- so that one without the other was taken away.
create or replace function kith.balance(area bigint, since timestamptz, until timestamptz)
returns table (day date, sender text, channel text, state text, number bigint, receipts text[])
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.watches(area) then
        raise exception 'this post does not watch this front door' using errcode = 'insufficient_privilege';
    end if;
    return query
        with received as (
            select r.* from intake_receipt r
             where r.partnership_id = area and r.received_at >= since and r.received_at < until),
        landed as (
            select l.receipt_id,
                   count(*) filter (where l.outcome <> 'quarantined') as times,
                   max(l.outcome) filter (where l.outcome <> 'quarantined') as outcome,
                   max(l.adds_to_id) as adds_to
              from intake_landing l join received r on r.id = l.receipt_id
             group by l.receipt_id),
        became as (
            select c.receipt_id, count(*) as contacts,
                   count(*) filter (where c.state = 'received') as open,
                   count(*) filter (where c.state = 'received' and not exists (
                       select from record_clock k
                        where k.about_kind = 'contact' and k.about = c.reference and k.stopped_at is null)) as unclocked,
                   count(*) filter (where c.state = 'decided') as decided,
                   count(*) filter (where c.state = 'decided' and not exists (
                       select from frontdoor_decision d where d.contact_id = c.id)) as undecided,
                   count(*) filter (where c.state = 'linked') as linked,
                   count(*) filter (where c.state = 'linked' and c.duplicate_of_id is null) as unlinked
              from frontdoor_contact c join received r on r.id = c.receipt_id
             group by c.receipt_id),
        stands as (
            select r.id, r.reference, r.agency_id, r.channel, r.received_at,
                   cardinality(r.restricted_subjects) = 0 and not r.subjects && (select kith.conflicts()) as is_told,
                   case
                       when l.receipt_id is null and (
                           b.contacts is not null
                           or exists (select from frontdoor_addition n where n.receipt_reference = r.reference)
                           or exists (select from intake_batch f where f.receipt_id = r.id)
                           or exists (select from record_clock k
                                       where k.about_kind = 'receipt' and k.about = r.reference)) then 'no_reading'
                       when l.receipt_id is null then 'unread'
                       when l.times > 1 then 'twice'
                       when l.times = 0 and not exists (
                           select from record_clock k
                            where k.about_kind = 'receipt' and k.about = r.reference and k.stopped_at is null) then 'no_clock'
                       when l.times = 0 then 'quarantined'
                       when l.outcome = 'set_aside' then 'set_aside'
                       when l.outcome = 'staged' and exists (
                           select from intake_batch b where b.receipt_id = r.id) then 'file'
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
