package dev.poemcp.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class RatioChartTest {
    private static final int MAX_BYTES = 10_000;

    @Test
    void chart_isWellFormedXml() throws Exception {
        Document svg = parse(RatioChart.of(List.of(bar("a < b & c", 2))));

        assertEquals("svg", svg.getDocumentElement().getLocalName());
        assertTrue(svg.getDocumentElement().getTextContent().contains("a < b & c"));
        assertTrue(svg.getDocumentElement().getTextContent().contains("2.0×"));
    }

    @Test
    void nothingCompared_isStillWellFormed() throws Exception {
        assertEquals("svg", parse(RatioChart.of(List.of())).getDocumentElement().getLocalName());
    }

    @Test
    void hugeRatio_barStaysInThePicture() throws Exception {
        Document svg = parse(RatioChart.of(List.of(bar("calls", 1_000))));

        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        // The first is in the legend.
        var bar = (Element) svg.getElementsByTagName("rect").item(1);
        assertTrue(Double.parseDouble(bar.getAttribute("x")) + Double.parseDouble(bar.getAttribute("width")) < width);
    }

    @Test
    void manyBars_fitTenKilobytes() {
        Map<String, Double> times = new LinkedHashMap<>();
        times.put("JDK 17", 2.5);
        times.put("JDK 25", 3.0);
        var bars = IntStream.range(0, 20)
                .mapToObj(i -> new Bar("calls, HTTP, 2026-07-28, 256 connections", times))
                .toList();

        assertTrue(RatioChart.of(bars).getBytes(UTF_8).length < MAX_BYTES);
    }

    private static Bar bar(String what, double times) {
        return new Bar(what, Map.of("JDK 17", times));
    }

    private static Document parse(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }
}
