using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Review.Domain;

namespace Review.Data.Notices;

/// <summary>
/// Notices that a trigger writes out whole, as JSON; each stands for itself, so that a lost one is made good by the next.
/// </summary>
internal sealed class WrittenNotices<T>(string channel) : INoticeSource, INotices<T>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly Listeners<T> listeners = new();

    public string Channel => channel;

    public async IAsyncEnumerable<T> Listen([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var mine = listeners.Open();
        await foreach (var notice in mine.Heard(cancellation))
        {
            yield return notice;
        }
    }

    /// <exception cref="FormatException">It is no notice of this kind.</exception>
    public Task Receive(string payload, CancellationToken stopping)
    {
        try
        {
            listeners.Tell(JsonSerializer.Deserialize<T>(payload, Json) ?? throw new FormatException("It is null."));
            return Task.CompletedTask;
        }
        catch (JsonException foreign)
        {
            throw new FormatException(foreign.Message, foreign);
        }
    }

    public void TellWhatWasMissed() { }
}
