package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.PageForm;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages without what a client looks for in them; posts and the channel still work. */
class PageFormIT {
    private static final String SEEDED_CALL = "\\bwindow\\.\\w+\\(\"[0-9a-f]{64}\"\\)";
    private static final String GETTER = "ereNdsRqhp2Rd3LEW";

    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void pageWithoutFormkeyScript_keepsOtherScriptsAndData() throws Exception {
        poe.behavior().page(PageForm.NO_FORMKEY_SCRIPT);

        var page = home();

        assertFalse(matches(SEEDED_CALL, page));
        assertFalse(page.contains(GETTER));
        assertTrue(page.contains("<script src="));
        assertTrue(page.contains("__NEXT_DATA__"));
    }

    @Test
    void pageWithoutScripts_hasNoScriptElement() throws Exception {
        poe.behavior().page(PageForm.NO_SCRIPTS);

        var page = home();

        assertFalse(page.contains("<script"));
        assertTrue(page.contains("<title>Poe</title>"));
    }

    @Test
    void captivePortal_isNotPoes() throws Exception {
        poe.behavior().page(PageForm.CAPTIVE_PORTAL);

        var page = home();

        assertTrue(page.contains("<title>Welcome - Guest Wi-Fi</title>"));
        assertFalse(page.contains("Poe") || page.contains("__next"));
    }

    @Test
    void emptyPage_hasNoBody() throws Exception {
        poe.behavior().page(PageForm.EMPTY);

        assertEquals("", home());
    }

    @ParameterizedTest
    @EnumSource(value = PageForm.class, names = "COMPLETE", mode = EnumSource.Mode.EXCLUDE)
    void postsAndChannel_workBesidesEachFormAndCompletePageReturns(PageForm form) throws Exception {
        poe.behavior().page(form);

        assertPostsAndChannelWork();
        poe.behavior().page(PageForm.COMPLETE);
        assertComplete(home());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503})
    void statusOfPage_lastsUntilFaultEnds(int status) throws Exception {
        var fault = poe.faults().on("home", Fault.status(status)).always();

        for (var attempt : List.of(1, 2)) {
            assertEquals(status, client.get("/").statusCode(), "attempt " + attempt);
        }
        assertPostsAndChannelWork();
        fault.end();
        assertComplete(home());
    }

    @Test
    void loginRedirectOfPage_lastsUntilFaultEnds() throws Exception {
        var other = poe.faults().on("login", Fault.status(500)).always();
        var fault = poe.faults().on("home", Fault.loginRedirect()).always();

        var page = client.get("/");
        fault.end();

        assertEquals(307, page.statusCode());
        assertEquals("/login", page.headers().firstValue("location").orElse(""));
        assertPostsAndChannelWork();
        assertComplete(home());
        assertEquals(500, client.get("/login").statusCode(), "only one fault ended");
        other.end();
        assertEquals(0, poe.faults().waiting());
    }

    private String home() throws Exception {
        var response = client.get("/");
        assertEquals(200, response.statusCode());
        return response.body();
    }

    private void assertPostsAndChannelWork() throws Exception {
        assertTrue(client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).has("viewer"));
        var channel = client.channel();
        var socket = client.socket(channel, channel.path("minSeq").asText());
        socket.send("{\"type\":\"ping\"}");
        assertEquals("pong", socket.frame().path("type").asText());
    }

    private static void assertComplete(String page) {
        assertTrue(matches(SEEDED_CALL, page));
        assertTrue(page.contains(GETTER) && page.contains("__NEXT_DATA__"));
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).find();
    }
}
