package dev.poemcp.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import dev.poemcp.poe.Secret;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.assembly.Program.Configuration;
import dev.poemcp.server.settings.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class HiddenTextsTest {
    /** More than stay hidden after their release. */
    private static final int MANY = 300;

    private final HiddenTexts texts = new HiddenTexts();

    @Test
    void credentialsOfCaller_areHiddenWhileItsServicesAreOpen(@TempDir Path home) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var layout = (LogLine) Objects.requireNonNull(context.getObject(LogLine.class.getName()));
        var environment = Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", home.toString());
        try (var program = Program.start(Configuration.read(environment, Map.of(), false, List.of()))) {
            var caller = new Credentials(
                    new Secret("callers-cookie"),
                    new Secret("callers-lat"),
                    new Secret("callers-formkey"),
                    new Secret("callers-key"));

            try (var services = program.servicesFor(caller)) {
                assertEquals(
                        "*** *** *** *** ",
                        layout.redacted("callers-cookie callers-lat callers-formkey callers-key "),
                        services::toString);
            }
            for (var i = 0; i < MANY; i++) {
                program.servicesFor(new Credentials(new Secret("another-" + i), null, null, null))
                        .close();
            }

            assertEquals("callers-cookie", layout.redacted("callers-cookie"), "released with its service");
        }
    }

    @Test
    void longerSecretThatContainsShorter_isHiddenWhole() {
        texts.hide(List.of(new Secret("abcd"), new Secret("abcdef"), new Secret("abcdefgh")));

        assertEquals("*** *** ***xyz abc", texts.redacted("abcdefgh abcdef abcdxyz abc"));
    }

    @Test
    void secretsThatFollowEachOther_areAllHidden() {
        texts.hide(List.of(new Secret("aaaa"), new Secret("bbbb")));

        assertEquals("*********", texts.redacted("aaaabbbbaaaa"));
        assertEquals("", texts.redacted(""));
    }

    @Test
    void longSecret_isHiddenToItsEnd() {
        var secret = "x".repeat(10_000);
        texts.hide(List.of(new Secret(secret)));

        assertEquals("cookie *** and more", texts.redacted("cookie " + secret + " and more"));
    }

    @Test
    void secretHiddenTwice_staysHiddenUntilBothRelease() {
        var first = texts.hide(List.of(new Secret("shared-secret")));
        texts.hide(List.of(new Secret("shared-secret")));

        first.run();
        first.run();
        releaseOthers();

        assertEquals("***", texts.redacted("shared-secret"));
    }

    @Test
    void secretJustReleased_isStillHidden() {
        texts.hide(List.of(new Secret("just-forgotten"))).run();

        assertEquals("***", texts.redacted("just-forgotten"));
        releaseOthers();
        assertEquals("just-forgotten", texts.redacted("just-forgotten"));
    }

    @Test
    void tooManySecrets_areRejected() {
        // They differ in their first characters; texts with the same ones share a list, which is slow to build.
        var some = IntStream.range(0, 15_000)
                .mapToObj(i -> new Secret(i + "-secret"))
                .toList();
        var others = IntStream.range(0, 15_000)
                .mapToObj(i -> new Secret(i + "-other"))
                .toList();
        texts.hide(some);

        assertThrows(IllegalStateException.class, () -> texts.hide(others));
        assertFalse(texts.redacted("14999-secret").contains("secret"));
        assertTrue(texts.redacted("14999-other").contains("other"), "none of those is stored");
    }

    private void releaseOthers() {
        for (var i = 0; i < MANY; i++) {
            texts.hide(List.of(new Secret("another-" + i))).run();
        }
    }
}
