package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.SiteBuild;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A site whose page or scripts are made to keep their reader busy or to fill its memory. */
final class HostileScriptsIT {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final int MEGABYTE = 1 << 20;

    enum Hostile {
        LINE_OF_10_MB("script", "x", 10),
        LONGER_THAN_ANY_RESPONSE("script", "x", 20),
        UNCLOSED_OBJECTS("script", "params:{a:[{", 7),
        ARTIFACTS_WITHOUT_END("script", "argumentDefinitions:[e,e,e,e],params:{id:\"" + ID + "\",name:\"a\"},", 7),
        LINKS_WITHOUT_END("script", "\"static/chunks/\" + ", 7),
        FORMKEY_PATTERN("script", "useFormkeyDecode window.", 3),
        UNCLOSED_ELEMENTS("home", "<script ", 2),
        SPACES_IN_FUNCTION("home", "<script>window.a=function" + " ".repeat(MEGABYTE) + "</script>", 2);

        private final String operation;
        private final String part;
        private final int megabytes;

        Hostile(String operation, String part, int megabytes) {
            this.operation = operation;
            this.part = part;
            this.megabytes = megabytes;
        }

        private Fault fault() {
            String body = part.repeat(megabytes * MEGABYTE / part.length());
            return Fault.status(
                    200, Map.of("Content-Type", operation.equals("home") ? "text/html" : "text/javascript"), body);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Hostile.class,
            mode = Mode.EXCLUDE,
            names = {"FORMKEY_PATTERN", "SPACES_IN_FUNCTION"})
    void operationThatMustBeRepaired_failsWithinBoundsAndOthersWork(Hostile hostile) {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
                var session = HostSession.open(Launch.serverFor(poe).jvmFlag("-Xmx128m"))) {
            session.call("get_settings").assertOk();
            poe.persistedQueries().renew("userInfo");
            poe.faults().on(hostile.operation, hostile.fault()).always();
            poe.requests().clear();

            session.call("get_user_info", "user_handle", "quora").assertError("query_outdated");

            assertTrue(poe.requests().count(hostile.operation) > 0, "it was read");
            session.call("get_bot_info", "bot_handle", "HaikuMaster").assertOk();
            assertFalse(session.server().stderr().contains("OutOfMemoryError"), session.server()::stderr);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Hostile.class,
            names = {"LINE_OF_10_MB", "FORMKEY_PATTERN", "UNCLOSED_ELEMENTS", "SPACES_IN_FUNCTION"})
    void searchForFormkey_failsWithinBounds(Hostile hostile) {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
                var session = HostSession.open(Launch.serverFor(poe).jvmFlag("-Xmx128m"))) {
            // So that the seed in the page is not enough.
            poe.pageYieldsDecoys();
            poe.faults().on(hostile.operation, hostile.fault()).always();

            session.call("get_settings").assertError("formkey_unavailable");

            assertTrue(poe.requests().count(hostile.operation) > 0, "it was read");
            assertFalse(session.server().stderr().contains("OutOfMemoryError"), session.server()::stderr);
        }
    }
}
