using System.Globalization;
using System.Text.Json;

namespace Review.Domain.Jobs;

/// <summary>What a job is to do: its kind, and the numbers that it needs, by name.</summary>
public sealed class JobWork
{
    private readonly Dictionary<string, long> values;

    /// <param name="values">In the order in which they tell one job of a kind from another; each name once.</param>
    public JobWork(JobKind kind, params ReadOnlySpan<(string Name, long Value)> values)
    {
        Kind = kind;
        this.values = [];
        foreach (var (name, value) in values)
        {
            this.values.Add(name, value);
        }
    }

    private JobWork(JobKind kind, Dictionary<string, long> values) => (Kind, this.values) = (kind, values);

    public JobKind Kind { get; }

    /// <summary>Two jobs of a kind with the same one are the same work: <c>17</c>, or <c>17.2</c> of two numbers.</summary>
    public string Identity => string.Join('.', values.Values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    /// <exception cref="KeyNotFoundException">The job has no such number.</exception>
    public long this[string name] => values[name];

    /// <summary>The numbers as they are kept: <c>{"scene":17,"revision":2}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(values);

    /// <param name="json">As <see cref="ToJson"/> wrote it.</param>
    public static JobWork Parse(JobKind kind, string json) =>
        new(kind, JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? throw new FormatException("The job has no numbers."));
}
