using MediatR;

namespace Review.App.Shell.Frame;

/// <summary>
/// Use cases as an interactive page asks for them: what is refused is said in the words of the rule, a fault is logged and said as one, and
/// neither ends the circuit.
/// </summary>
public sealed partial class PageWork(UseCases useCases, Toasts toasts, ILogger<PageWork> log)
{
    /// <returns>The answer, or the sentence why there is none.</returns>
    public async Task<Outcome<T>> Ask<T>(IRequest<T> request, CancellationToken cancellation = default)
    {
        try
        {
            return new Outcome<T>(await useCases.Send(request, cancellation), null, null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Outcome<T>(default, Say(failure), failure);
        }
    }

    /// <summary>Does something, and says as a message why it was not done.</summary>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> Do(IRequest request, CancellationToken cancellation = default)
    {
        if (await Try(request, cancellation) is not { } problem)
        {
            return true;
        }

        toasts.Refuse(problem);
        return false;
    }

    /// <summary>Does something.</summary>
    /// <returns>The sentence why it was not done; null when it was.</returns>
    public async Task<string?> Try(IRequest request, CancellationToken cancellation = default)
    {
        try
        {
            await useCases.Send(request, cancellation);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Say(failure);
        }
    }

    private string Say(Exception failure)
    {
        if (Problems.RefusalOf(failure) is { } refusal)
        {
            return refusal;
        }

        LogFault(failure);
        return Problems.SentenceOf(failure);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page could not be served.")]
    private partial void LogFault(Exception failure);
}

/// <param name="Problem">Why there is no answer; null when there is one.</param>
/// <param name="Failure">What the sentence was made of, for who can offer a way on.</param>
public sealed record Outcome<T>(T? Answer, string? Problem, Exception? Failure = null)
{
    /// <summary>For who only says what went wrong.</summary>
    public void Deconstruct(out T? answer, out string? problem) => (answer, problem) = (Answer, Problem);
}
