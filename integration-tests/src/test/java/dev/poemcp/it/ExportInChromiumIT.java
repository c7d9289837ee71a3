package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.world.Picture;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive in HTML, written by the packaged program and read in a browser, from its files. */
@RequiresChromium
final class ExportInChromiumIT {
    private static final String TITLE = "\uD83D\uDC38 100% <b>bold</b> #1 & why? " + "Longwordwithoutblanks".repeat(8);
    private static final String SCRIPT = "window.hostile = 1; document.title = 'hostile'";
    private static final String HOSTILE = "<script>" + SCRIPT + "</script> <img src=x onerror=\"" + SCRIPT
            + "\"> </div></article></main> [a](javascript:alert(1)) <a href=\"javascript:alert(2)\">b</a>"
            + " <style>* { display: none }</style> <svg onload=alert(3)> <!-- <link rel=stylesheet"
            + " href=https://poe.com/x.css> &lt;i&gt; https://poe.com/" + "x".repeat(300) + "\n    indented\n\n\ttab";

    @Test
    void chats_areReadFromTheFiles_asTextsAndPictures(@TempDir Path folder) throws Exception {
        try (var stage = new ExportStage(folder)) {
            stage.poe()
                    .bot("Painter")
                    .says(HOSTILE)
                    .attaches("a\"><script>" + SCRIPT + "</script>.png", "image/png", Picture.png(7));
            String chat = stage.say("Painter", null, HOSTILE);
            stage.rename(chat, TITLE);
            stage.export();
            ChromiumTab tab = stage.tab();

            stage.open(stage.archive().resolve("index.html"));
            assertTrue(ViewStage.text(tab).contains(TITLE), () -> ViewStage.text(tab));
            assertFits(stage);
            tab.click("a[href*=\"" + chat + "\"]");
            tab.awaitText("indented");

            assertEquals(TITLE, tab.await("document.title").asText());
            assertEquals(
                    TITLE, tab.await("document.querySelector('h1').textContent").asText());
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        HOSTILE,
                        tab.await("document.querySelectorAll('.text')[" + i + "].textContent")
                                .asText());
                assertEquals(0, ViewStage.number(tab, "document.querySelectorAll('.text')[" + i + "].children.length"));
            }
            assertEquals(0, ViewStage.number(tab, "document.scripts.length"));
            assertEquals("undefined", tab.await("typeof window.hostile").asText());
            assertEquals(1, ViewStage.number(tab, "document.images.length"));
            assertEquals(
                    96,
                    ViewStage.number(tab, "document.images[0].decode().then(() => document.images[0].naturalWidth)"));
            assertEquals(
                    2,
                    ViewStage.number(
                            tab,
                            "[...document.links].filter((one) => /^(http:\\/\\/127|file:.*\\/attachments\\/)/.test(one.href))"
                                    + ".length"),
                    "the chat at Poe, and the picture");
            assertEquals(2, ViewStage.number(tab, "document.links.length"));
            assertFits(stage);
            assertEquals(List.of(), tab.errors());
            assertFilesOnly(stage);
        }
    }

    /** Without this, the test above could not fail. */
    @Test
    void anythingLoaded_wouldBeNoticed(@TempDir Path folder) throws Exception {
        try (var stage = new ExportStage(folder)) {
            stage.export();
            stage.open(stage.archive().resolve("index.html"));

            stage.tab().await("(new Image().src = 'https://poe.com/x.png') !== ''");

            Waiting.until("the refusal is logged", () -> !stage.tab().errors().isEmpty());
        }
    }

    private static void assertFits(ExportStage stage) {
        var colors = new HashSet<String>();
        for (String theme : List.of("light", "dark")) {
            for (int width : new int[] {360, 1280}) {
                stage.show(theme, width);
                Waiting.until(
                        "the window is " + width + " wide", () -> ViewStage.number(stage.tab(), "innerWidth") == width);
                assertTrue(
                        ViewStage.number(stage.tab(), "document.documentElement.scrollWidth") <= width,
                        () -> "It needs " + stage.tab().await("document.documentElement.scrollWidth"));
            }
            colors.add(
                    stage.tab().await("getComputedStyle(document.body).color").asText());
        }
        assertEquals(2, colors.size(), "light and dark differ");
    }

    private static void assertFilesOnly(ExportStage stage) {
        String archive = stage.archive().toUri().toString();
        List<URI> requested = stage.requested();
        assertNotEquals(List.of(), requested);
        assertFalse(
                requested.stream().anyMatch(address -> !address.toString().startsWith(archive)), requested::toString);
    }
}
