using System.Text;
using Bunit;
using Review.App.Map;
using Review.Domain.Geometry;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Map;

/// <summary>The map as a component: what goes through its one door.</summary>
public sealed class SlickMapTests
{
    [Fact]
    public async Task A_box_that_is_drawn_is_told()
    {
        await using var context = new PageContext(new Answers());
        GeoBox? told = null;
        var map = context.Render<SlickMap>(with => with.Add(one => one.Label, "where").Add(one => one.BoxChanged, box => told = box));

        await map.InvokeAsync(() => map.Instance.Drawn(179, -1, 181, 1));

        told.ShouldBe(new GeoBox(179, -1, 181, 1));
        map.Find("[role=application]").GetAttribute("aria-label").ShouldBe("where");
    }

    [Fact]
    public async Task It_is_mounted_once_however_often_its_page_is_drawn()
    {
        await using var context = new PageContext(new Answers());
        var map = context.Render<SlickMap>(with => with.Add(one => one.Label, "one"));

        map.Render(with => with.Add(one => one.Label, "other"));

        context.JSInterop.Invocations["slickPages.map"].Count.ShouldBe(1);
    }

    [Fact]
    public void Outlines_go_out_as_the_standard_says_with_class_and_title()
    {
        var square = Outline.Factory.CreatePolygon([new(10, 50), new(10, 51), new(11, 51), new(11, 50), new(10, 50)]);

        var text = Encoding.UTF8.GetString(MapShape.Write([new MapShape(square, 4, "a \"quoted\" title")]));

        text.ShouldStartWith(
            """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"class":4,"title":"a \u0022quoted\u0022 title"}"""
        );
        text.ShouldContain("[[10,50],[11,50],[11,51],[10,51],[10,50]]");
    }
}
