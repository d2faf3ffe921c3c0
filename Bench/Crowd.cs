using System.Collections.Concurrent;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Decisions;

namespace Review.Bench;

/// <summary>Several reviewers who decide at random on the same few slicks, each naming what was there a moment ago.</summary>
internal sealed class Crowd(UseCases useCases, IReadOnlyList<long> slicks)
{
    // People take back what was done lately. Undoing the oldest of 100,000 together with all that came of it would be most of the time.
    private const int Recent = 100;

    private readonly ConcurrentDictionary<long, byte> current = new(slicks.Select(id => KeyValuePair.Create(id, (byte)0)));
    private readonly long[] decided = new long[Recent];
    private readonly ConcurrentBag<string> errors = [];
    private int done;
    private int conflicts;
    private int refused;

    public int Done => done;

    public int Conflicts => conflicts;

    /// <summary>Choices that no rule allows, such as splitting what has one part.</summary>
    public int Refused => refused;

    public int Errors => errors.Count;

    public IEnumerable<string> ErrorMessages => errors;

    public async Task Decide(int decisions, int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        for (var i = 0; i < decisions; i++)
        {
            try
            {
                var result = await One(random, seed, cancellation);
                decided[Interlocked.Increment(ref done) % Recent] = result.Decision;
                foreach (var id in result.Inputs)
                {
                    current.TryRemove(id, out _);
                }

                foreach (var id in result.Outputs)
                {
                    current.TryAdd(id, 0);
                }
            }
            catch (Exception busy) when (busy is LedgerConflictException or DependentsException)
            {
                Interlocked.Increment(ref conflicts);
            }
            catch (Exception rule) when (rule is RuleBrokenException or OutlineException or NotFoundException)
            {
                Interlocked.Increment(ref refused);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                errors.Add(error.Message);
            }
        }
    }

    private Task<DecisionResult> One(Random random, int client, CancellationToken cancellation)
    {
        var by = new Authorship($"client {client}", Guid.NewGuid().ToString());
        long[] slick = [Any(random)];
        return random.Next(12) switch
        {
            0 or 1 => useCases.Send(new ValidateSlicks(slick, random.NextDouble(), null, null, by), cancellation),
            2 or 3 => useCases.Send(new ReclassifySlicks(slick, random.Next(1, 14), null, null, by), cancellation),
            4 => useCases.Send(new RejectSlicks(slick, null, null, "look-alike", by), cancellation),
            5 => useCases.Send(new AnnotateSlicks(slick, $"note {random.Next()}", by), cancellation),
            6 when current.Count > slicks.Count / 2 => useCases.Send(Merge(random, by), cancellation),
            7 or 6 when current.Count < slicks.Count * 2 => useCases.Send(
                new SplitSlick(slick, null, null, false, 30, null, null, by),
                cancellation
            ),
            8 => useCases.Send(
                new ValidateSlicks([.. Enumerable.Range(0, 5).Select(_ => Any(random)).Distinct()], 0.5, null, null, by),
                cancellation
            ),
            9 or 10 when decided[random.Next(Recent)] is var lately and > 0 => useCases.Send(
                new UndoDecision(lately, null, random.Next(2) == 0, by),
                cancellation
            ),
            _ => useCases.Send(new AnnotateSlicks(slick, "", by), cancellation),
        };
    }

    private MergeSlicks Merge(Random random, Authorship by)
    {
        var one = Any(random);
        var two = Any(random);
        return new MergeSlicks(one == two ? [one, one + 1] : [one, two], null, null, null, true, null, by);
    }

    private long Any(Random random) =>
        current.Keys.ElementAtOrDefault(random.Next(Math.Max(1, current.Count))) is var id and not 0 ? id : slicks[0];
}
