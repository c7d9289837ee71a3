package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host that shows views, in Chromium ({@code src/test/views/host.html}): with documents and results of the packaged
 * server, which uses an emulator of its own, whose build has the points history.
 */
final class ViewStage implements AutoCloseable {
    static final int WIDE = 900;

    /** More than any view needs here: a scroll bar would take some of the width. */
    private static final int HEIGHT = 2_400;

    private final Chromium chromium;
    private final ChromiumTab host;
    private final PoeEmulator poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
    private final HostSession session = HostSession.attach(Launch.serverFor(poe).start());

    /** @param profile an empty folder for the browser */
    ViewStage(Path profile) throws IOException, InterruptedException {
        session.initialize(HostSession.NEWEST_VERSION, ViewsIT.CAPABILITIES);
        this.chromium = Chromium.start(profile);
        this.host = chromium.open(Path.of("src/test/views/host.html").toUri());
        host.send("Emulation.setFocusEmulationEnabled", "enabled", true);
        resize(WIDE);
    }

    PoeEmulator poe() {
        return poe;
    }

    /** A successful call's result. */
    JsonNode call(String tool, @Nullable Object... arguments) {
        return session.call(tool, arguments).assertOk().result();
    }

    /** A failed call's result. */
    JsonNode failure(String tool, @Nullable Object... arguments) {
        return session.call(tool, arguments).result();
    }

    void resize(int width) {
        host.send(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                HEIGHT,
                "deviceScaleFactor",
                1,
                "mobile",
                false);
    }

    /**
     * Shows a result as a host does.
     *
     * @param tools results of the tools that the view may call, by name; null if it may call none
     * @return the view's frame, with its result shown
     */
    ChromiumTab show(String view, JsonNode context, JsonNode input, JsonNode result, @Nullable JsonNode tools) {
        host.await("document.body.replaceChildren() ?? true");
        var earlier = chromium.frames();
        String html = HostSession.result(
                        session.await(session.request("resources/read", object("uri", "ui://poe/" + view))))
                .path("contents")
                .path(0)
                .path("text")
                .asText();
        host.await("show(" + JsonNodeFactory.instance.textNode(html) + "," + context + "," + input + "," + result + ","
                + tools + ")");
        return chromium.newFrame(earlier);
    }

    /** What the view has sent to the host, in order. */
    JsonNode messages() {
        return host.await("messages");
    }

    /** The view's response to a request. */
    JsonNode ask(String id, String method) {
        return host.await("ask('" + id + "', '" + method + "')");
    }

    void changeContext(JsonNode context) {
        host.await("send({ method: 'ui/notifications/host-context-changed', params: " + context + " }) ?? true");
    }

    /** Presses a key in the host; its first Tab leads into the view. */
    void press(String key, int code) {
        host.press(key, code, false);
    }

    void pressShiftTab() {
        host.press("Tab", 9, true);
    }

    /** Writes into the focused field, as a keyboard does. */
    void type(String text) {
        host.type(text);
    }

    /** The whole view as a PNG, once it is drawn in the size that it needs. */
    byte[] picture(ChromiumTab view) {
        view.await("Promise.all([...document.images].map((one) => one.decode()))");
        Waiting.until(
                "the frame has the view's size",
                () -> view.await("Math.ceil(document.body.getBoundingClientRect().height)")
                        .equals(host.await("frame.offsetHeight")));
        for (var page : List.of(view, host)) {
            page.await("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))");
        }
        JsonNode size = host.await("({ width: innerWidth, height: frame.offsetHeight })");
        var clip = object("x", 0, "y", 0, "width", size.path("width"), "height", size.path("height"), "scale", 1);
        return Base64.getDecoder()
                .decode(host.send("Page.captureScreenshot", "clip", clip)
                        .path("data")
                        .asText());
    }

    static String text(ChromiumTab view) {
        return view.await("document.body.innerText").asText();
    }

    static int number(ChromiumTab view, String expression) {
        return view.await(expression).asInt();
    }

    static void assertFits(ChromiumTab view) {
        Waiting.until(
                "nothing sticks out of the frame",
                () -> view.await("document.documentElement.scrollHeight <= innerHeight"
                                + " && document.documentElement.scrollWidth <= innerWidth"
                                + " && document.documentElement.clientWidth === innerWidth")
                        .asBoolean());
    }

    /** Nothing was logged as an error, and nothing was loaded, which the frame's policy would have refused and logged. */
    static void assertUndisturbed(ChromiumTab view) {
        assertEquals(List.of(), view.errors());
        assertEquals(
                "[]",
                view.await("performance.getEntriesByType('resource').map((one) => one.name).filter((one) =>"
                                + " !one.startsWith('data:'))")
                        .toString());
    }

    @Override
    public void close() {
        chromium.close();
        session.close();
        poe.close();
    }
}
