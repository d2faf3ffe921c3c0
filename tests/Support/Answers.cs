using System.Collections.Concurrent;
using MediatR;

namespace Review.Tests.Support;

/// <summary>Answers what a component asks, as the test says; what the test does not expect is refused.</summary>
internal sealed class Answers : ISender
{
    private readonly Dictionary<Type, Func<object, Task<object?>>> answers = [];

    /// <summary>Everything that was asked, in order.</summary>
    public ConcurrentQueue<object> Asked { get; } = new();

    public Answers On<TRequest, TResponse>(Func<TRequest, Task<TResponse>> answer)
        where TRequest : IRequest<TResponse>
    {
        answers[typeof(TRequest)] = async request => await answer((TRequest)request);
        return this;
    }

    public Answers On<TRequest>(Func<TRequest, Task> act)
        where TRequest : IRequest
    {
        answers[typeof(TRequest)] = async request =>
        {
            await act((TRequest)request);
            return null;
        };
        return this;
    }

    public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) =>
        (TResponse)(await Answer(request))!;

    public Task Send<TRequest>(TRequest request, CancellationToken cancellationToken = default)
        where TRequest : IRequest => Answer(request);

    public Task<object?> Send(object request, CancellationToken cancellationToken = default) => Answer(request);

    public IAsyncEnumerable<TResponse> CreateStream<TResponse>(
        IStreamRequest<TResponse> request,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public IAsyncEnumerable<object?> CreateStream(object request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    private Task<object?> Answer(object request)
    {
        Asked.Enqueue(request);
        return answers.TryGetValue(request.GetType(), out var answer)
            ? answer(request)
            : throw new NotSupportedException($"The test did not expect {request.GetType().Name}.");
    }
}
