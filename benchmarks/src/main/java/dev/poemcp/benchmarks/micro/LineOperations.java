package dev.poemcp.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.benchmarks.protocol.Messages;
import dev.poemcp.benchmarks.protocol.Revision;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.IncomingParser;
import dev.poemcp.server.jsonrpc.JsonRpc;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A request's way in and its response's way out, as JSON-RPC messages. */
@State(Scope.Thread)
public class LineOperations {
    private final IncomingParser parser = new IncomingParser(JsonRpc.reader());
    private final byte[] line =
            Revision.STATELESS.call("4711", Messages.TOOL, Messages.ARGUMENTS).getBytes(UTF_8);
    private final Map<String, Object> result =
            Map.of("content", List.of(Map.of("type", "text", "text", "x".repeat(330))), "isError", false);

    @Benchmark
    public Incoming parseRequest() {
        return parser.parse(line);
    }

    @Benchmark
    public byte[] writeResponse() throws JsonProcessingException {
        return JsonRpc.JSON.writeValueAsBytes(JsonRpc.result(4711, result));
    }
}
