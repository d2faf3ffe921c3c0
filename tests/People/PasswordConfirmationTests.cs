using Microsoft.Extensions.Time.Testing;
using Review.App.People;

namespace Review.Tests.People;

/// <summary>That somebody gave their own password a moment ago.</summary>
public sealed class PasswordConfirmationTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Nobody_has_given_it_at_first() => new PasswordConfirmation(clock).Holds("ada").ShouldBeFalse();

    [Fact]
    public void It_holds_for_ten_minutes()
    {
        var confirmation = new PasswordConfirmation(clock);
        confirmation.Give("ada");

        clock.Advance(TimeSpan.FromMinutes(9.9));
        confirmation.Holds("ada").ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(0.1));
        confirmation.Holds("ada").ShouldBeFalse();
    }

    [Fact]
    public void Given_again_it_holds_for_ten_more()
    {
        var confirmation = new PasswordConfirmation(clock);
        confirmation.Give("ada");
        clock.Advance(TimeSpan.FromMinutes(11));
        confirmation.Give("ada");

        clock.Advance(TimeSpan.FromMinutes(9));
        confirmation.Holds("ada").ShouldBeTrue();
    }

    [Fact]
    public void It_holds_for_who_gave_it_only()
    {
        var confirmation = new PasswordConfirmation(clock);
        confirmation.Give("ada");

        confirmation.Holds("grace").ShouldBeFalse();
        confirmation.Holds("").ShouldBeFalse();
    }

    [Fact]
    public void What_is_forgotten_does_not_hold()
    {
        var confirmation = new PasswordConfirmation(clock);
        confirmation.Give("ada");
        confirmation.Forget();

        confirmation.Holds("ada").ShouldBeFalse();
    }
}
