package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account's chats, exported as HTML by the packaged program and opened in Chromium as files. */
final class ExportStage implements AutoCloseable {
    /** After the chats that every emulator has. */
    private final Instant since = Instant.now().minusSeconds(3_600);

    private final PoeEmulator poe = PoeEmulator.start();
    private final HostSession session = HostSession.attach(Launch.serverFor(poe).start());
    private final Path archive;
    private final Chromium chromium;
    private final ChromiumTab tab;

    /** @param folder an empty one, for the archive and the browser's profile */
    ExportStage(Path folder) throws IOException, InterruptedException {
        session.initialize(HostSession.NEWEST_VERSION, object());
        archive = folder.resolve("archive");
        chromium = Chromium.start(Files.createDirectory(folder.resolve("profile")));
        tab = chromium.openEmpty();
        tab.send("Network.enable");
    }

    PoeEmulator poe() {
        return poe;
    }

    Path archive() {
        return archive;
    }

    ChromiumTab tab() {
        return tab;
    }

    /** @param chat null for a new one */
    String say(String bot, @Nullable String chat, String message) {
        JsonNode result = session.call("send_message", "message", message, "bot", bot, "chat_code", chat)
                .assertOk()
                .result();
        return result.path("structuredContent").path("chat").path("chat_code").asText();
    }

    void rename(String chat, String title) {
        session.call("set_chat_title", "chat_code", chat, "title", title).assertOk();
    }

    /** Saves the chats of this test alone. */
    void export() throws Exception {
        var result = CommandsIT.run(Launch.serverFor(poe)
                .env("LC_ALL", "C.UTF-8") // Names of files have what the locale has.
                .arguments("export", archive.toString(), "--format", "html", "--since", since.toString()));
        assertEquals(0, result.code(), result::toString);
    }

    void open(Path page) throws IOException, InterruptedException {
        tab.navigate(page.toUri());
        Waiting.until(
                "it is loaded", () -> tab.await("document.readyState").asText().equals("complete"));
    }

    void show(String theme, int width) {
        tab.send(
                "Emulation.setEmulatedMedia",
                "features",
                List.of(object("name", "prefers-color-scheme", "value", theme)));
        tab.send(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                640,
                "deviceScaleFactor",
                1,
                "mobile",
                false);
    }

    /** The addresses that all pages so far have asked for, their own included. */
    List<URI> requested() {
        return tab.events("Network.requestWillBeSent").stream()
                .map(event -> URI.create(
                        event.path("params").path("request").path("url").asText()))
                .toList();
    }

    /** The whole page as a PNG. */
    byte[] picture() {
        tab.await("Promise.all([...document.images].map((one) => one.decode()))");
        JsonNode size = tab.await(
                "({ width: innerWidth, height: Math.ceil(document.documentElement.getBoundingClientRect().height) })");
        var clip = object("x", 0, "y", 0, "width", size.path("width"), "height", size.path("height"), "scale", 1);
        return Base64.getDecoder()
                .decode(tab.send("Page.captureScreenshot", "clip", clip, "captureBeyondViewport", true)
                        .path("data")
                        .asText());
    }

    @Override
    public void close() {
        chromium.close();
        session.close();
        poe.close();
    }
}
