package dev.poemcp.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class RatioChartTest {
    private static final RatioChart CHART = new RatioChart(List.of("JDK 17"));
    private static final int MAX_BYTES = 10_000;

    @Test
    void chart_isWellFormedXml() throws Exception {
        Document svg = parse(CHART.of(List.of(row("a < b & c", Unit.MILLISECONDS, 10, 5))));

        assertEquals("svg", svg.getDocumentElement().getLocalName());
        assertTrue(svg.getDocumentElement().getTextContent().contains("a < b & c"));
    }

    @Test
    void halfOfThePeersTime_isTwiceAsGood() {
        assertTrue(CHART.of(List.of(row("start", Unit.MILLISECONDS, 10, 5))).contains(">2.0×<"));
    }

    @Test
    void halfOfThePeersThroughput_isHalfAsGood() {
        assertTrue(CHART.of(List.of(row("calls", Unit.CALLS_PER_SECOND, 10, 5))).contains(">0.5×<"));
    }

    @Test
    void hugeRatio_barStaysInThePicture() throws Exception {
        Document svg = parse(CHART.of(List.of(row("calls", Unit.CALLS_PER_SECOND, 1, 1_000))));

        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        var bar = (Element) svg.getElementsByTagName("rect").item(1);
        assertTrue(Double.parseDouble(bar.getAttribute("x")) + Double.parseDouble(bar.getAttribute("width")) < width);
    }

    @Test
    void rowWithoutPeer_hasNoBar() {
        var row = Row.measured("alone", Unit.MILLISECONDS, null, Map.of("JDK 17", Sample.of(1)), null);

        assertEquals(CHART.of(List.of()), CHART.of(List.of(row)));
    }

    @Test
    void manyRows_fitTenKilobytes() {
        var rows = IntStream.range(0, 20)
                .mapToObj(i -> row("calls, 2026-07-28, 256 in flight", Unit.CALLS_PER_SECOND, 10, 30))
                .toList();

        assertTrue(CHART.of(rows).getBytes(UTF_8).length < MAX_BYTES);
    }

    private static Row row(String what, Unit unit, double peer, double ours) {
        return Row.measured(what, unit, Sample.of(peer), Map.of("JDK 17", Sample.of(ours)), null);
    }

    private static Document parse(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }
}
