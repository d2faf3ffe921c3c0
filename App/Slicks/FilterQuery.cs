using Review.Domain;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>The slick filter of a request, as <see cref="FilterText"/> has it.</summary>
public static class FilterQuery
{
    /// <exception cref="RuleBrokenException">A value is not of its kind.</exception>
    public static SlickFilter Read(IQueryCollection query) =>
        FilterText.Read(name => query.TryGetValue(name, out var value) ? value.ToString() : null);
}
