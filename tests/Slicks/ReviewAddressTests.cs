using Review.App.Slicks;
using Review.Domain.Slicks;

namespace Review.Tests.Slicks;

public sealed class ReviewAddressTests
{
    [Fact]
    public void Everything_that_a_link_carries_is_read()
    {
        var address = ReviewAddress.Parse(
            "?class=5&state=pending&minConfidence=0.5&scene=S1A&from=2026-01-02T03:04:05Z&asof=2026-02-01T00:00:00Z&order=area&dir=asc&sel=7,3&tab=history&map=7/44/33"
        );

        address.Filter.ShouldBe(
            new SlickFilter(
                Class: SlickClass.VesselId,
                State: SlickState.Pending,
                MinConfidence: 0.5,
                Scene: "S1A",
                From: new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                AsOf: new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)
            )
        );
        address.Order.ShouldBe(SlickOrder.Area);
        address.Descending.ShouldBeFalse();
        address.Selection.ShouldBe([7, 3]);
        address.Tab.ShouldBe("history");
    }

    [Fact]
    public void An_empty_address_shows_everything_newest_first()
    {
        var address = ReviewAddress.Parse("");

        address.Filter.ShouldBe(new SlickFilter());
        address.Order.ShouldBe(SlickOrder.Newest);
        address.Descending.ShouldBeTrue();
        address.Selection.ShouldBeEmpty();
        address.Tab.ShouldBe("facts");
    }

    [Theory]
    [InlineData("?class=99")]
    [InlineData("?state=perhaps")]
    [InlineData("?state=1")]
    [InlineData("?state=7")]
    [InlineData("?minConfidence=1.5")]
    [InlineData("?minConfidence=NaN")]
    [InlineData("?from=yesterday")]
    [InlineData("?sel=x,-1,")]
    public void What_cannot_be_read_is_left_out(string query)
    {
        var address = ReviewAddress.Parse(query);

        address.Filter.ShouldBe(new SlickFilter());
        address.Selection.ShouldBeEmpty();
    }
}
