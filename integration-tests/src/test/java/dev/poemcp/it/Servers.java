package dev.poemcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** Starts servers with any settings; {@link ServerExtension} closes them after the test. */
final class Servers {
    private final Store store;

    Servers(Store store) {
        this.store = store;
    }

    /** The emulator of the test, started if it has none yet. */
    PoeEmulator poe() {
        return store.getOrComputeIfAbsent(PoeEmulator.class, type -> PoeEmulator.start(), PoeEmulator.class);
    }

    /** A host without elicitation. */
    HostSession stdio(Launch launch) {
        return closeAfterTest(HostSession.open(launch));
    }

    /** A host with elicitation; {@code answer} gets the parameters of {@code elicitation/create}. */
    HostSession stdio(Launch launch, Function<JsonNode, ObjectNode> answer) {
        return closeAfterTest(HostSession.openWithElicitation(launch, answer));
    }

    /** A host that has not initialized its session. */
    HostSession attach(Launch launch) {
        return closeAfterTest(HostSession.attach(launch.start()));
    }

    /** @param options of the command {@code serve} */
    HttpServer http(Launch launch, String... options) {
        return closeAfterTest(HttpServer.start(launch, options));
    }

    /** Closes the resource before those that were started earlier. */
    <T extends AutoCloseable> T closeAfterTest(T resource) {
        store.put(resource, resource);
        return resource;
    }
}
