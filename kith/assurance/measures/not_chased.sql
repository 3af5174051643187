-- Contacts decided without chasing anybody
--
-- Measure:   M-25
-- Version:   1
-- Question:  asked
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact that has been decided.
-- In:        Before its first decision nobody was chased, and its sender was not asked for more
-- Not in:    Somebody rang about an answer or a written referral that had not come, asked again because an answer was not enough, or asked the
--            sender for more
-- Split by:  sender, channel, chases
-- Reasons:   What was chased
-- Notes:     sender: The sender was asked for more; writing: Rang for the written referral; answer: Rang for an answer; again: Asked again
-- Hours:     on the telephone for an answer, as whoever rang wrote it down
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-002: too much time is spent gathering information)
-- Caution:   Minutes are written down for calls about an answer, and for nothing else: the time is the least that it took. A sender who was asked
--            for more may have sent all that it could know.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('sender', a.says, 'channel', c.channel,
                          'chases', case when n.every = 0 then 'None' when n.every = 1 then 'One'
                                         when n.every < 4 then 'Two or three' else 'Four or more' end) as by,
       n.every = 0                                             as is_in,
       n.minutes / 60.0                                        as hours,
       case when n.asked_back > 0 then 'sender'
            when n.written > 0 then 'writing'
            when n.rung > 0 then 'answer'
            when n.again > 0 then 'again'
            else ''
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  join lateral (select d.decided_at
                  from frontdoor_decision d
                 where d.contact_id = c.id and d.decided_at <= known_at
                 order by d.decided_at, d.id
                 limit 1) d on true
  cross join lateral (select count(*) filter (where r.agency_id = c.from_agency_id and r.after_id is null) as asked_back,
                             count(*) filter (where r.after_id is not null) as again
                        from frontdoor_informationrequest r
                       where r.contact_id = c.id and r.asked_at <= d.decided_at) q
  cross join lateral (select count(*) as rung, sum(h.minutes) as minutes
                        from frontdoor_chase h
                        join frontdoor_informationrequest r on r.id = h.request_id
                       where r.contact_id = c.id and h.recorded_at <= d.decided_at) h
  cross join lateral (select count(*) as written
                        from frontdoor_followup u
                       where u.contact_id = c.id and u.rang <> '' and u.recorded_at <= d.decided_at) u
  cross join lateral (select q.asked_back, q.again, h.rung, h.minutes, u.written,
                             q.asked_back + q.again + h.rung + u.written as every) n
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
