using FluentValidation;
using MediatR;

namespace Review.Domain.Slicks;

/// <summary>
/// The slicks of a list that nobody has decided on, from a place in it on and then from its top: what comes next in a review.
/// </summary>
/// <param name="After">The version behind whose place it begins, active or not; null for the top.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record ListUndecided(SlickFilter Filter, SlickOrder Order, bool Descending, long? After, int Limit) : IRequest<UndecidedList>
{
    internal sealed class Rules : AbstractValidator<ListUndecided>
    {
        public Rules() => RuleFor(query => query.Limit).InclusiveBetween(1, 100).WithMessage("limit is a whole number from 1 to 100.");
    }
}

/// <param name="Position">How many rows of the list stand before the first of them; null when there is none.</param>
/// <param name="Slicks">In the order of the list; never <see cref="ListUndecided.After"/> itself.</param>
public sealed record UndecidedList(int? Position, IReadOnlyList<UndecidedSlick> Slicks);

/// <param name="Bbox">West, south, east, north; west above east over the antimeridian.</param>
public sealed record UndecidedSlick(long Id, double[] Bbox);

internal sealed class ListUndecidedHandler(ISlickQueries queries) : IRequestHandler<ListUndecided, UndecidedList>
{
    public Task<UndecidedList> Handle(ListUndecided request, CancellationToken cancellationToken) =>
        queries.Undecided(request, cancellationToken);
}
