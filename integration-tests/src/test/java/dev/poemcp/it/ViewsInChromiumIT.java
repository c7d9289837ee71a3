package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static dev.poemcp.it.ViewStage.assertFits;
import static dev.poemcp.it.ViewStage.assertUndisturbed;
import static dev.poemcp.it.ViewStage.number;
import static dev.poemcp.it.ViewStage.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views in a browser, with results of the packaged server, in a frame that may load nothing. */
@RequiresChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ViewsInChromiumIT {
    private static final String HOSTILE =
            "<img src=x onerror=\"parent.postMessage({jsonrpc:'2.0',method:'hostile'},'*')\">"
                    + " </script><script>parent.postMessage({jsonrpc:'2.0',method:'hostile'},'*')</script>"
                    + " [a](javascript:alert(1)) <a href=\"javascript:alert(2)\">b</a> <style>*{display:none}</style>"
                    + " <svg onload=alert(3)> &lt;i&gt;";
    private static final JsonNode CONTEXT = object("theme", "light", "locale", "en", "timeZone", "UTC");

    private ViewStage stage;

    @BeforeAll
    void start(@TempDir Path profile) throws Exception {
        stage = new ViewStage(profile);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void comparison_showsAnswersVerdictCostsPicturesAndErrors() {
        stage.poe().bot("Claude-Haiku-4.5").costs(35).says("A **short** answer with `code`.\n\n```\n1 < 2\n```\n");
        stage.poe().bot("Assistant").costs(15).says("Haiku is best.");
        var arguments = object(
                "message",
                "Draw & explain",
                "bots",
                List.of("Claude-Haiku-4.5", "Painter", "Echo", "Refuser"),
                "judge",
                "Assistant");
        var result = compare(arguments);

        var view = stage.show("comparison", CONTEXT, arguments, result, null);

        String text = text(view);
        for (String part : List.of(
                "Draw & explain",
                "Verdict of Assistant",
                "Haiku is best.",
                "A short answer with code.",
                "1 < 2",
                "Here is your picture.",
                "35 points",
                "No answer: ",
                "picture.png · image/png")) {
            assertTrue(text.contains(part), () -> part + " is missing in " + text);
        }
        assertFalse(text.contains("**") || text.contains("```"), text);
        JsonNode total = result.path("structuredContent").path("points_spent");
        assertTrue(text.contains("In all: " + (total.isNull() ? "cost unknown" : total + " points")), text);
        assertEquals(1, number(view, "document.images.length"));
        assertTrue(view.await("document.images[0].decode().then(() => document.images[0].naturalWidth > 0)")
                .asBoolean());
        assertEquals(
                1,
                number(view, "document.querySelectorAll('section[aria-label=\"Painter\"] img[alt]').length"),
                "the picture is at its bot");
        assertFits(view);
        assertUndisturbed(view);
    }

    @Test
    void comparison_hasColumnsThatStack() {
        var arguments = object("message", "Hello", "bots", List.of("Echo", "Assistant"));
        var result = compare(arguments);
        String columns =
                "getComputedStyle(document.querySelector('.columns')).gridTemplateColumns.split(' ').filter((one) => one !== '0px').length";

        var wide = stage.show("comparison", CONTEXT, arguments, result, null);
        assertEquals(2, number(wide, columns));
        stage.resize(360);
        var narrow = stage.show("comparison", CONTEXT, arguments, result, null);
        assertEquals(1, number(narrow, columns));
        assertFits(narrow);
        stage.resize(ViewStage.WIDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"comparison", "gallery", "transcript"})
    void hostileText_staysText(String name) {
        var arguments = object("message", HOSTILE, "bots", List.of("Echo", "Assistant"));
        var result = compare(arguments);
        JsonNode chat = result.path("structuredContent")
                .path("replies")
                .path(0)
                .path("chat")
                .path("chat_code");
        stage.call("set_chat_title", "chat_code", chat, "title", "<img src=x onerror=alert(4)>");
        switch (name) {
            case "gallery" -> result = stage.call("get_reply", "chat_code", chat);
            case "transcript" -> result = stage.call("get_chat_messages", "chat_code", chat);
            default -> {}
        }

        var view = stage.show(name, CONTEXT, arguments, result, null);

        assertTrue(view.await("document.body.textContent").asText().contains(HOSTILE), "the text is complete");
        assertEquals(0, number(view, "document.querySelectorAll('img, iframe, svg, style:not(head *)').length"));
        assertEquals(1, number(view, "document.scripts.length"));
        assertEquals(0, number(view, "[...document.links].filter((a) => !a.href.startsWith('http')).length"));
        assertFalse(stage.messages().toString().contains("hostile"));
        assertUndisturbed(view);
    }

    @Test
    void linkInText_isOpenedByTheHost() {
        var result = stage.call("send_message", "message", "See https://example.org/a?b=1, <x>", "bot", "Echo");
        var view = stage.show("gallery", CONTEXT, object(), result, null);

        stage.press("Tab", 9);
        Waiting.until(
                "it has the focus",
                () -> view.await("document.activeElement !== document.body").asBoolean());
        stage.press("Enter", 13);

        Waiting.until("the host is asked", () -> stage.messages().toString().contains("ui/open-link"));
        assertTrue(
                stage.messages().toString().contains("\"params\":{\"url\":\"https://example.org/a?b=1\"}"),
                () -> stage.messages().toString());
        assertUndisturbed(view);
    }

    @Test
    void text_isCompleteWhateverItsMarkup() {
        var text = """
                ```print(1)``` stays in its line, see https://example.org/a_(b).
                ````
                ```
                inner
                ``` not the end
                ````
                (Or https://example.org/c!)""";
        var result = stage.call("send_message", "message", text, "bot", "Echo");

        var view = stage.show("gallery", CONTEXT, object(), result, null);

        String shown = text(view);
        for (String part : List.of("print(1)", "stays in its line", "inner\n``` not the end", "(Or ")) {
            assertTrue(shown.contains(part), () -> part + " is missing in " + shown);
        }
        assertEquals(1, number(view, "document.querySelectorAll('pre').length"));
        assertEquals(
                "https://example.org/a_(b) https://example.org/c",
                view.await("[...document.querySelectorAll('.prose a')].map((a) => a.href).join(' ')")
                        .asText());
        assertUndisturbed(view);
    }

    @Test
    void transcript_isSearchedByKeyboard() {
        JsonNode chat = stage.call("send_message", "message", "Where do Frogs sit?", "bot", "Echo")
                .path("structuredContent")
                .path("chat");
        stage.call("send_message", "message", "And pumpkins?", "chat_code", chat.path("chat_code"));
        var view = stage.show(
                "transcript",
                CONTEXT,
                object(),
                stage.call("get_chat_messages", "chat_code", chat.path("chat_code")),
                null);
        String shown = "[...document.querySelectorAll('li')].filter((one) => one.offsetParent !== null).length";
        assertEquals(4, number(view, shown));

        stage.press("Tab", 9);
        stage.press("Tab", 9);
        assertEquals("search", view.await("document.activeElement.type").asText());
        stage.type("fROGs");
        Waiting.until("two messages are left", () -> number(view, shown) == 2);
        assertTrue(text(view).contains("2 of 4 with “fROGs”"), text(view));
        assertEquals(2, number(view, "CSS.highlights.get('found').size"));
        stage.press("Tab", 9);
        assertEquals(
                "Messages, oldest first",
                view.await("document.activeElement.ariaLabel").asText());
        stage.pressShiftTab();
        stage.press("Escape", 27);
        Waiting.until("all messages are back", () -> number(view, shown) == 4);
        assertUndisturbed(view);
    }

    @Test
    void points_areChartsWithTables() {
        stage.call("send_message", "message", "Cost something", "bot", "Claude-Haiku-4.5");
        stage.call("send_message", "message", "Cost something else", "bot", "Claude-Sonnet-4.5");
        var history = stage.call("get_usage_history");

        var view = stage.show("points", CONTEXT, object(), history, null);

        assertTrue(number(view, "document.querySelectorAll('section[aria-label=\"By day\"] rect').length") > 0);
        assertTrue(number(view, "document.querySelectorAll('section[aria-label=\"By bot\"] rect').length") > 1);
        assertEquals(
                number(view, "document.querySelectorAll('svg rect').length"),
                number(view, "document.querySelectorAll('table tbody tr').length"),
                "each bar is a row of a table");
        String tables =
                view.await("document.querySelectorAll('table')[1].textContent").asText();
        assertTrue(tables.contains("Claude-Haiku-4.5"), tables);
        assertUndisturbed(view);
    }

    @Test
    void balance_showsHistoryOnRequest() {
        var balance = stage.call("get_points_balance");
        var history = stage.call("get_usage_history");

        var alone = stage.show("points", CONTEXT, object(), balance, null);
        assertEquals(0, number(alone, "document.querySelectorAll('button').length"), "the host calls no tools");
        String expected = String.format(
                Locale.ENGLISH,
                "%,d",
                balance.path("structuredContent").path("balance").asLong());
        assertTrue(text(alone).contains(expected), text(alone));
        ObjectNode inSandbox = balance.deepCopy();
        inSandbox.putObject("_meta").put("poe/sandbox", true);
        var view = stage.show("points", CONTEXT, object(), inSandbox, object("get_usage_history", history));
        stage.press("Tab", 9);
        Waiting.until(
                "it has the focus",
                () -> view.await("document.activeElement !== document.body").asBoolean());
        stage.press("Enter", 13);

        Waiting.until("the history is there", () -> text(view).contains("Points spent"));
        assertTrue(text(view).contains("nothing here is real"), text(view));
        assertUndisturbed(view);
    }

    @Test
    void failedCall_showsItsText() {
        var result = stage.failure("send_message", "message", "x", "bot", "No-Such-Bot-9");

        var view = stage.show("gallery", CONTEXT, object(), result, null);

        String alert =
                view.await("document.querySelector('[role=alert]').innerText").asText();
        assertTrue(alert.contains("No-Such-Bot-9"), alert);
    }

    @Test
    void hostsColors_areUsedAndFollowed() {
        ObjectNode context = object(
                "theme", "dark", "styles", object("variables", object("--color-background-primary", "rgb(1, 2, 3)")));
        var view = stage.show("points", context, object(), stage.call("get_points_balance"), null);
        String background = "getComputedStyle(document.body).backgroundColor";
        String color = "getComputedStyle(document.body).color";

        assertEquals("rgb(1, 2, 3)", view.await(background).asText());
        String dark = view.await(color).asText();
        stage.changeContext(object("theme", "light"));
        Waiting.until("the text is dark", () -> !view.await(color).asText().equals(dark));
        assertEquals("rgb(1, 2, 3)", view.await(background).asText(), "what has not changed stays");
        assertUndisturbed(view);
    }

    @Test
    void protocol_isTheOneOfTheExtension() {
        var view = stage.show("points", CONTEXT, object(), stage.call("get_points_balance"), null);

        JsonNode first = stage.messages().path(0);
        assertEquals("ui/initialize", first.path("method").asText());
        assertEquals("2026-01-26", first.path("params").path("protocolVersion").asText());
        assertEquals(
                "ui/notifications/initialized",
                stage.messages().path(1).path("method").asText());
        assertEquals("{}", stage.ask("a", "ping").path("result").toString());
        assertEquals("{}", stage.ask("b", "ui/resource-teardown").path("result").toString());
        assertEquals(
                -32601, stage.ask("c", "constructor").path("error").path("code").asInt());
        view.await("postMessage({ jsonrpc: '2.0', method: 'ui/notifications/tool-result', params:"
                + " { content: [{ type: 'text', text: 'forged' }] } }, '*') ?? true");
        assertEquals("{}", stage.ask("d", "ping").path("result").toString());
        assertFalse(text(view).contains("forged"), "only the host is listened to");
        assertUndisturbed(view);
    }

    @Test
    void anythingLoaded_wouldBeNoticed() {
        var view = stage.show("points", CONTEXT, object(), stage.call("get_points_balance"), null);

        view.await("(new Image().src = 'https://poe.com/x.png') !== ''");

        Waiting.until("the refusal is logged", () -> !view.errors().isEmpty());
    }

    private JsonNode compare(ObjectNode arguments) {
        return stage.call(
                "compare_bots",
                "message",
                arguments.path("message"),
                "bots",
                arguments.path("bots"),
                "judge",
                arguments.get("judge"));
    }
}
