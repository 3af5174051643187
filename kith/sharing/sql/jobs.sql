-- Background work acts as somebody: as who asked for it, or as the service post that its task names.

create or replace function kith.defer(task text, queue text, arguments jsonb, at timestamptz default null)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    c jsonb := kith.context();
    acts text;
    service bigint;
    job bigint;
begin
    select t.acts_as into acts from sharing_task t where t.code = task;
    if acts is null then
        raise exception 'no such task: %', task using errcode = 'undefined_object';
    end if;
    if acts <> 'caller' then
        select p.id into strict service from sharing_post p where p.code = acts;
    elsif c is null then
        raise exception 'nobody is asking' using errcode = 'insufficient_privilege';
    end if;
    job := (procrastinate_defer_jobs_v1(array[
        row(queue, task, 0, null, null, arguments, at)::procrastinate_job_to_defer_v1]))[1];
    insert into sharing_jobactor (job_id, worker_id, post_id, deferred_at)
    values (job, case when acts = 'caller' then (c ->> 'worker')::bigint end,
            coalesce(service, (c ->> 'post')::bigint), transaction_timestamp());
    return job;
end
$$;

-- The worker process begins a job as whoever the job was stamped with.
create or replace function kith.begin_job(job bigint) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    actor record;
begin
    select a.worker_id, a.post_id into actor from sharing_jobactor a where a.job_id = job;
    return kith.begin(case when found then kith.reach_of(actor.worker_id, actor.post_id) end);
end
$$;

-- What acts by itself (clocks, sweeping) begins as its own service post.
create or replace function kith.begin_service(service text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    the_post bigint;
begin
    select p.id into the_post from sharing_post p join sharing_role r on r.id = p.role_id
     where p.code = service and r.is_service;
    return kith.begin(case when found then kith.reach_of(null, the_post) end);
end
$$;
