using System.Diagnostics;
using Npgsql;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Decisions;

namespace Review.Bench;

/// <summary>What is asked beside throughput: a decision over 10,000 slicks, a long history, and a crowd on few slicks.</summary>
internal sealed class LedgerLimits(WebApplication app, NpgsqlDataSource source, BenchRows rows, TextWriter report, Verdict verdict)
{
    private readonly UseCases useCases = app.Services.GetRequiredService<UseCases>();

    public async Task Bulk(int slicks, int rounds, CancellationToken cancellation)
    {
        var (sql, request) = (new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            var first = await rows.Prepare("bulk", slicks, "sql", cancellation);
            var direct = await Time(() => SetBased(first, slicks, cancellation));
            first = await rows.Prepare("bulk", slicks, "request", cancellation);
            var ids = Enumerable.Range(0, slicks).Select(i => first + i).ToList();
            var ours = await Time(() =>
                useCases.Send(new ValidateSlicks(ids, 0.9, null, null, new Authorship("bench", Guid.NewGuid().ToString())), cancellation)
            );
            if (round >= 0)
            {
                sql.Add(direct);
                request.Add(ours);
            }
        }

        await rows.CheckAlike("bulk", cancellation);
        var (set, command) = (sql.Order().ElementAt(rounds / 2), request.Order().ElementAt(rounds / 2));
        verdict.AtMost($"{slicks:N0} slicks in one command, beside set-based statements", command / set, 2);
        await report.WriteLineAsync(
            $"\n{slicks:N0} slicks validated in one command: {command:0} ms; in set-based statements alone {set:0} ms; ratio "
                + $"{command / set:0.00} (asked: at most 2)."
        );
    }

    public async Task History(int ancestors, CancellationToken cancellation)
    {
        var slick = await rows.Prepare("history", 1, "request", cancellation);
        for (var i = 0; i < ancestors; i++)
        {
            var result = await useCases.Send(new AnnotateSlicks([slick], $"version {i}", new Authorship("bench")), cancellation);
            slick = result.Outputs[0];
        }

        var missing = 0;
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            times.Add(
                await Time(async () =>
                {
                    await using var command = source.CreateCommand(
                        "select id, slick, decision, kind, reviewer, decided_at, area from slick_history($1)"
                    );
                    command.Parameters.AddWithValue(slick);
                    await using var row = await command.ExecuteReaderAsync(cancellation);
                    var count = 0;
                    while (await row.ReadAsync(cancellation))
                    {
                        count++;
                    }

                    missing += ancestors + 1 - count;
                })
            );
        }

        verdict.None("ancestors that a history lacks", Math.Abs(missing));
        verdict.AtMost("ms of a history", times.Order().ElementAt(5), 50);
        await report.WriteLineAsync(
            $"slick_history of a slick with {ancestors:N0} ancestors: {times.Order().ElementAt(5):0.0} ms (asked: under 50)."
        );
    }

    public async Task Crowd(int decisions, int clients, int slicks, CancellationToken cancellation)
    {
        var first = await rows.Prepare("crowd", slicks, "request", cancellation);
        var crowd = new Crowd(useCases, [.. Enumerable.Range(0, slicks).Select(i => first + i)]);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(client => Task.Run(() => crowd.Decide(decisions / clients, client, cancellation), cancellation))
        );
        var seconds = clock.Elapsed.TotalSeconds;
        var broken = (await useCases.Send(new CheckLedger(), cancellation)).Where(check => check.Broken > 0).ToList();
        verdict.None("invariants broken by the crowd", broken.Count);
        verdict.None("errors of the crowd", crowd.Errors);
        await report.WriteLineAsync(
            $"{decisions:N0} random decisions by {clients} clients on {slicks} slicks: {crowd.Done:N0} made, {crowd.Conflicts:N0} "
                + $"conflicts, {crowd.Refused:N0} refused by a rule, "
                + $"{crowd.Errors:N0} errors, in {seconds:0} s; "
                + $"{(broken.Count == 0 ? "every invariant holds" : $"BROKEN: {string.Join("; ", broken.Select(check => check.Sentence))}")} (asked: none broken, no error)."
        );
        foreach (var error in crowd.ErrorMessages.Take(5))
        {
            await report.WriteLineAsync($"  error: {error}");
        }
    }

    private static async Task<double> Time(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private async Task SetBased(long first, int slicks, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            $"""
            insert into decision (kind, reviewer, inputs, outputs)
            select 'validate', 'bench', array_agg(id order by id), array(select nextval('slick_id_seq') from generate_series(1, {slicks})) from generate_series({first}, {first
                + slicks
                - 1}) id;
            update slick set active = false, deactivated_by = currval('decision_id_seq') where id between {first} and {first
                + slicks
                - 1} and active;
            insert into slick (id, slick_timestamp, geometry, machine_confidence, human_confidence, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, decision)
            select output.id, s.slick_timestamp, s.geometry, s.machine_confidence, 0.9, true, array[s.id], s.notes, s.meta, s.orchestrator_run, s.slick_class, s.machine_class, s.scene, d.id
            from decision d cross join unnest(d.inputs, d.outputs) output (source, id) join slick s on s.id = output.source
            where d.id = currval('decision_id_seq')
            """,
            connection
        )
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
