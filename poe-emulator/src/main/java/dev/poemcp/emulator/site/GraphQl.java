package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.EmulatorOptions.UnknownHash;
import dev.poemcp.emulator.control.RequestLog;
import dev.poemcp.emulator.control.UploadedFile;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.query.CurrentQueries;
import dev.poemcp.emulator.query.PersistedQuery;
import dev.poemcp.emulator.site.Operation.Caller;
import dev.poemcp.emulator.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;

/**
 * Executes persisted queries (docs/poe-protocol.md §3.2, §3.5): finds them by hash, checks the variables, and returns
 * the fields that the hash selects.
 */
final class GraphQl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENVELOPE_KEYS = Set.of("queryName", "variables", "extensions");

    private final BuildData build;
    private final CurrentQueries queries;
    private final Gate gate;
    private final Uploads uploads;
    private final World world;
    private final Map<String, Operation> operations;
    private final UnknownHash unknownHash;
    private final RequestLog log;

    GraphQl(
            BuildData build,
            CurrentQueries queries,
            Gate gate,
            Uploads uploads,
            World world,
            Map<String, Operation> operations,
            UnknownHash unknownHash,
            RequestLog log) {
        this.build = build;
        this.queries = queries;
        this.gate = gate;
        this.uploads = uploads;
        this.world = world;
        this.operations = operations;
        this.unknownHash = unknownHash;
        this.log = log;
    }

    /** Parses and checks a JSON post. */
    Call json(Request request, byte[] body) {
        return envelope(body)
                .map(envelope -> check(request, body, envelope, List.of()))
                .orElseGet(() -> Call.refused("unknown", SiteResponse.badRequest()));
    }

    /** Parses and checks an upload; one in another form than this build's gets an empty 400. */
    Call upload(Request request, Uploads.Form form) {
        var payload = form.text().getBytes(StandardCharsets.UTF_8);
        var envelope = envelope(payload);
        if (envelope.isEmpty()
                || !uploads.assignFiles(form, (ObjectNode) envelope.get().path("variables"))) {
            return Call.refused(envelope.map(this::operation).orElse("unknown"), SiteResponse.empty(400));
        }
        return check(request, payload, envelope.get(), form.files());
    }

    private Call check(Request request, byte[] payload, ObjectNode envelope, List<UploadedFile> files) {
        var name = operation(envelope);
        var refusal = gate.refusePost(
                request, payload, name, envelope.path("queryName").asText());
        if (refusal.isPresent()) {
            return Call.refused(name, refusal.get());
        }
        var query = queries.find(envelope.at("/extensions/hash").asText());
        if (query.isEmpty()) {
            var message = unknownHash == UnknownHash.SERVER_ERROR ? "Server Error" : "PersistedQueryNotFound";
            return Call.of(name, () -> SiteResponse.graphQlError(message));
        }
        var variables = (ObjectNode) envelope.path("variables");
        var caller = new Caller(gate.channel(request), files);
        return new Call(name, query.get().selection().root(), false, () -> run(query.get(), variables, caller));
    }

    private SiteResponse run(PersistedQuery query, ObjectNode variables, Caller caller) {
        if (!query.accepts(variables)) {
            return SiteResponse.graphQlError("Server Error");
        }
        var operation = Objects.requireNonNull(operations.get(query.operation()), query.operation());
        try {
            synchronized (world) {
                var result = operation.run(new Variables(variables), caller);
                if (tookEffect(result.path(query.selection().root()))) {
                    log.executed(query.operation(), query.writes());
                }
                return SiteResponse.data((ObjectNode) query.selection().of(result));
            }
        } catch (Operation.ServerError e) {
            return SiteResponse.graphQlError("Server Error");
        }
    }

    private static boolean tookEffect(JsonNode entity) {
        return !entity.isNull() && entity.path("status").asText("success").equals("success");
    }

    private String operation(ObjectNode envelope) {
        return queries.operationOf(envelope.at("/extensions/hash").asText())
                .or(() -> build.operationNamed(envelope.path("queryName").asText()))
                .orElse("unknown");
    }

    /** The envelope, if it has exactly its three keys with values of the right types. */
    private static Optional<ObjectNode> envelope(byte[] text) {
        try {
            var node = JSON.readTree(text);
            if (node instanceof ObjectNode envelope && isEnvelope(envelope)) {
                return Optional.of(envelope);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isEnvelope(ObjectNode envelope) {
        var keys = new HashSet<String>();
        envelope.fieldNames().forEachRemaining(keys::add);
        return keys.equals(ENVELOPE_KEYS)
                && envelope.path("queryName").isTextual()
                && envelope.path("variables").isObject()
                && envelope.at("/extensions/hash").isTextual()
                && !(envelope.path("variables").path("attachments") instanceof ArrayNode attachments
                        && attachments.size() > 100);
    }
}
