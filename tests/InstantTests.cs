using System.Globalization;
using Review.Domain;

namespace Review.Tests;

/// <summary>Times as people, scripts and files write them.</summary>
public sealed class InstantTests
{
    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.0000000Z")]
    [InlineData("2026-01-31T12:00Z", "2026-01-31T12:00:00.0000000Z")]
    [InlineData("2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00.5000000Z")]
    [InlineData("2026-01-31T12:00:00.123456789Z", "2026-01-31T12:00:00.1234567Z")]
    [InlineData("2026-01-31T14:00:00+02:00", "2026-01-31T12:00:00.0000000Z")]
    [InlineData("2026-01-31T12:00:00-00:30", "2026-01-31T12:30:00.0000000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000Z")]
    public void Iso_8601_with_a_zone_is_a_time(string text, string expected) =>
        Instant.TryParse(text)!.Value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected);

    [Fact]
    public void A_plus_that_came_through_an_address_as_a_space_is_the_plus() =>
        Instant.TryParse("2026-01-31T14:00:00 02:00").ShouldBe(Instant.TryParse("2026-01-31T12:00:00Z"));

    [Theory]
    [InlineData("03/04/2021")]
    [InlineData("1.5")]
    [InlineData("10:00")]
    [InlineData("10:00Z")]
    [InlineData("Apr 2021")]
    [InlineData("3 April 2021 10:00 +00:00")]
    [InlineData("Sat, 31 Jan 2026 12:00:00 GMT")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-01-31 12:00:00Z")]
    [InlineData("2026-01-31T12Z")]
    [InlineData("2026-1-31T12:00:00Z")]
    [InlineData("20260131T120000Z")]
    [InlineData("2026-W05-6T12:00:00Z")]
    [InlineData("2026-031T12:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2026-01-31T12:60:00Z")]
    [InlineData("2026-01-31T12:00:60Z")]
    [InlineData("2026-01-31T12:00:00+15:00")]
    [InlineData("2026-01-31T12:00:00+02:60")]
    [InlineData("2026-01-31T12:00:00+0200")]
    [InlineData("2026-01-31T12:00:00 UTC")]
    [InlineData("2026-01-31T12:00:00Z\n")]
    [InlineData(" 2026-01-31T12:00:00Z")]
    [InlineData("٢٠٢٦-01-31T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("1769860800")]
    [InlineData("now")]
    [InlineData("")]
    [InlineData(null)]
    public void What_can_be_read_in_two_ways_or_has_no_zone_is_no_time(string? text) =>
        (Instant.TryParse(text), Instant.TryParseFromDay(text)).ShouldBe((null, null));

    [Fact]
    public void A_day_alone_is_no_time() => Instant.TryParse("2026-01-31").ShouldBeNull();

    [Fact]
    public void As_a_limit_a_day_begins_at_midnight_utc() =>
        Instant.TryParseFromDay("2026-01-31").ShouldBe(Instant.TryParse("2026-01-31T00:00:00Z"));

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("03/04/2021")]
    [InlineData("2026-01-31Z")]
    public void A_day_that_is_none_is_no_limit(string text) => Instant.TryParseFromDay(text).ShouldBeNull();
}
