package dev.poemcp.benchmarks.micro;

import dev.poemcp.server.tools.ArgumentValidator;
import dev.poemcp.tool.messages.SendMessage;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call's arguments: validated against the tool's schema, and converted to its record. */
@State(Scope.Thread)
public class ArgumentOperations {
    private final ArgumentValidator validator = new ArgumentValidator();
    private final Map<String, Object> arguments =
            Map.of("bot", "Echo", "message", "What is the time?", "chat_code", "a1b2c3d4", "wait_seconds", 30);

    @Benchmark
    public SendMessage.Args bindArguments() {
        return validator.bind(SendMessage.DEFINITION, arguments);
    }
}
