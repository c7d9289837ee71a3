package dev.poemcp.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.poemcp.poe.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogLineTest {
    private final LogLine layout = new LogLine();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: p-b=abcDEF%3D%3D; p-lat=xyz",
                "p_b=abcDEF%3D%3D",
                "poe-formkey: 0123456789abcdef0123456789abcdef",
                "{\"formkey\":\"abcDEF%3D%3D\"}",
                "the key 0123456789abcdef0123456789abcdef alone",
                "POE_API_KEY=abcDEF%3D%3D",
            })
    void textLikeCredential_isMasked(String message) {
        var line = layout.redacted(message);

        assertTrue(line.contains("***"), line);
        assertFalse(line.contains("abcDEF"), line);
        assertFalse(line.contains("0123456789abcdef"), line);
        assertFalse(line.contains("xyz"), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer s3cr3t-T0ken",
                "authorization=Bearer   s3cr3t-T0ken",
                "{\"Authorization\": \"Bearer s3cr3t-T0ken\"}",
                "headers {Authorization=[Bearer s3cr3t-T0ken]}",
                "Proxy-Authorization: Basic s3cr3t-T0ken==",
                "Authorization: s3cr3t-T0ken",
                "the client sent Bearer s3cr3t-T0ken.with.enough.letters",
            })
    void authorizationWithScheme_hidesCredential(String message) {
        var line = layout.redacted(message);

        assertTrue(line.contains("***"), line);
        assertFalse(line.contains("s3cr3t"), line);
    }

    @Test
    void knownCredential_isMaskedInEverySpelling() {
        layout.hide(List.of(new Secret("q1w2e3r4%3D%3D"), new Secret("t5 z6")));

        var line = layout.redacted("one q1w2e3r4%3D%3D two q1w2e3r4== three q1w2e3r4%253D%253D four t5+z6 five t5 z6");

        assertFalse(line.contains("q1w2e3r4"), line);
        assertFalse(line.contains("z6"), line);
        assertEquals("one *** two *** three *** four *** five ***", line);
    }

    @Test
    void ordinaryText_isUnchanged() {
        var text = "Query $1 settingsPageQuery (hash 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef)"
                + " took 12 ms for chat rjr11y1so95zrhh90bp \\ $";

        assertEquals(text, layout.redacted(text));
    }

    @Test
    void stackTrace_isRedacted() {
        layout.hide(List.of(new Secret("topsecretvalue")));
        var context = new LoggerContext();
        var event = new LoggingEvent(
                "caller",
                context.getLogger("dev.poemcp.Some"),
                Level.ERROR,
                "failed",
                new IllegalStateException("with topsecretvalue inside"),
                null);

        var line = layout.doLayout(event);

        assertTrue(line.contains("ERROR Some: failed\n"), line);
        assertTrue(line.contains("IllegalStateException: with *** inside"), line);
    }
}
