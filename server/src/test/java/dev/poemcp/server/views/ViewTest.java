package dev.poemcp.server.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ViewTest {
    private static final int MAX_BYTES = 40_000;

    @Test
    void tools_haveTheirViews() {
        var views = new TreeMap<String, View>();
        for (ToolDefinition<?, ?> tool : ToolCatalog.all()) {
            View.ofTool(tool.name()).ifPresent(view -> views.put(tool.name(), view));
        }

        assertEquals(
                Map.of(
                        "compare_bots", View.COMPARISON,
                        "get_chat_messages", View.TRANSCRIPT,
                        "get_points_balance", View.POINTS,
                        "get_reply", View.GALLERY,
                        "get_usage_history", View.POINTS,
                        "retry_message", View.GALLERY,
                        "send_message", View.GALLERY),
                views);
        assertEquals(EnumSet.allOf(View.class), EnumSet.copyOf(views.values()));
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void uri_leadsBackToTheView(View view) {
        assertTrue(view.uri().matches("ui://poe/[a-z]+"), view.uri());
        assertEquals(Optional.of(view), View.ofUri(view.uri()));
        assertEquals(Map.of("ui", Map.of("resourceUri", view.uri())), view.toolMeta());
        assertEquals(Optional.empty(), View.ofUri(view.uri() + "/"));
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void document_isCompleteAndSmall(View view) {
        var html = view.html();

        assertTrue(html.startsWith("<!doctype html>\n<html lang=\"en\">"), html);
        assertTrue(html.endsWith("</html>\n"), html);
        assertEquals(1, count(html, "</style>"));
        assertEquals(1, count(html, "</script>"), "no script ends before its end");
        assertEquals(0, count(html, "\\{(title|style|script)\\}"), "every part is filled in");
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length < MAX_BYTES, "length " + html.length());
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void document_loadsNothingAndMakesNoHtmlOfText(View view) {
        var html = view.html();

        assertFalse(
                Pattern.compile(
                                "<link|@import|url\\(|\\bsrc=|<iframe|<img|\\bfetch\\(|XMLHttpRequest|WebSocket|\\bimport\\b")
                        .matcher(html)
                        .find(),
                "something is loaded");
        assertFalse(
                Pattern.compile(
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|srcdoc|\\beval\\(|new Function")
                        .matcher(html)
                        .find(),
                "text becomes HTML or code");
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
