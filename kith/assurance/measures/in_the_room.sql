-- Agencies in the room, day by day
--
-- Measure:   M-30
-- Version:   2
-- Question:  decided
-- Kind:      share
-- Counts:    Every agency that was ever in the room or away from it, on every working day since the first that was written down, while
--            there was such an agency.
-- In:        Somebody of it was there, or a deputy
-- Not in:    It sent a report and nobody, or it was not there
-- Waits:     Nobody wrote down who was there on that day
-- Split by:  room
-- Notes:     report: Sent a report, nobody there; absent: Not there
-- Reasons:   How it was away
-- Source:    Joint targeted area inspection of Northumberland, 2019 (S1-022); which agencies are expected is local (in_the_room)
-- Caution:   Written down by the front door, and right by what was last said of a day. A day of which nothing was said is not
--            known: it counts neither as there nor as absent.
with said as (
    select distinct on (t.agency_id, t.day) t.agency_id, t.day, t.presence
      from frontdoor_attendance t
     where t.partnership_id = area and t.recorded_at <= known_at
     order by t.agency_id, t.day, t.id desc),
seats as (select distinct s.agency_id from said s),
began as (select min(s.day) as day from said s),
holidays as (select array(select jsonb_array_elements_text(given -> 'holidays')::date) as those)
select to_char(d.day, 'YYYY-MM-DD') || ' ' || a.says              as item,
       null::bigint                                               as subject,
       (d.day + time '09:00') at time zone 'Europe/London'        as at,
       jsonb_build_object('room', a.says)                         as by,
       case when s.presence is not null then s.presence in ('there', 'deputy') end as is_in,
       null::numeric                                              as hours,
       case when s.presence in ('report', 'absent') then s.presence else '' end as note
  from seats e
  join sharing_agency a on a.id = e.agency_id
  cross join began b
  cross join holidays h
  cross join lateral (select g::date as day
                        from generate_series(greatest(b.day, (since at time zone 'Europe/London')::date)::timestamp,
                                             least((known_at at time zone 'Europe/London')::date, (until at time zone 'Europe/London')::date - 1)::timestamp,
                                             interval '1 day') g) d
  left join said s on s.agency_id = e.agency_id and s.day = d.day
 where s.day is not null
    or extract(isodow from d.day) < 6 and d.day <> all (h.those)
       and (a.starts_on is null or a.starts_on <= d.day)
       and (a.ends_on is null or a.ends_on >= d.day)
       and d.day < (known_at at time zone 'Europe/London')::date
