package dev.poemcp.server.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.opening.PreparedAnswers;
import dev.poemcp.server.opening.PreparedKey;
import dev.poemcp.server.policy.files.AttachmentOpener;
import dev.poemcp.server.policy.files.FilePolicy;
import dev.poemcp.server.policy.points.PointsLedger;
import dev.poemcp.server.protocol.session.SessionRevisions;
import dev.poemcp.server.protocol.session.SessionServer;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import dev.poemcp.server.settings.Settings;
import dev.poemcp.server.settings.SettingsReader;
import dev.poemcp.server.transport.AccountServer;
import dev.poemcp.server.views.View;
import dev.poemcp.server.views.ViewExtension;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Writes the class of {@link PreparedAnswers}, with the server's own answers. The build runs it. */
public final class PreparedAnswersWriter {
    /** Without the builder's credentials file, all tools are listed. */
    private static final Map<String, String> NO_CREDENTIALS = Map.of("XDG_CONFIG_HOME", "/nonexistent");

    private static final ObjectWriter ASCII = JsonRpc.JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final Path anyFolder = Path.of("").toAbsolutePath();
    private final Settings settings = new SettingsReader(NO_CREDENTIALS, Map.of()).read();
    private final String version;

    private PreparedAnswersWriter(String version) {
        this.version = version;
    }

    /** @param args the folder of the compiled classes, and the version of the program */
    public static void main(String[] args) throws IOException {
        var source = Path.of(args[0]).resolveSibling("generated-sources/answers/PreparedLines.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, source(new PreparedAnswersWriter(args[1]).lines()));
        var failed = ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "--release", "17", "-d", args[0], source.toString())
                != 0;
        if (failed) {
            throw new IllegalStateException("The class with the prepared answers does not compile: " + source);
        }
    }

    private static String source(List<String> lines) throws JsonProcessingException {
        var name = PreparedAnswers.CLASS;
        var text = new StringBuilder("package " + name.substring(0, name.lastIndexOf('.')) + "; public final class "
                + name.substring(name.lastIndexOf('.') + 1) + " { public static final String[] "
                + PreparedAnswers.FIELD + " = {\n");
        for (var line : lines) {
            // A JSON string is a Java literal, too, in ASCII.
            text.append(ASCII.writeValueAsString(line)).append(",\n");
        }
        return text.append("}; }\n").toString();
    }

    private List<String> lines() throws JsonProcessingException {
        var lines = new ArrayList<String>();
        try (var services = services(false)) {
            addResults(lines, PreparedAnswers.prefix(false), services.server(true, version));
            for (var tool : ToolCatalog.all()) {
                lines.add(line(tool, services));
            }
        }
        try (var services = services(true)) {
            addResults(lines, PreparedAnswers.prefix(true), services.server(true, version));
        }
        return lines;
    }

    private AccountServices services(boolean sandbox) {
        var files = new FilePolicy(List.of(anyFolder), anyFolder, anyFolder);
        return new AccountServices(
                settings,
                sandbox,
                new AttachmentOpener(files, () -> {
                    throw network();
                }),
                new PointsLedger(),
                () -> {
                    throw network();
                },
                () -> {});
    }

    private static IllegalStateException network() {
        return new IllegalStateException("The answers to a host's first requests need no network.");
    }

    private static void addResults(List<String> lines, String prefix, AccountServer server)
            throws JsonProcessingException {
        for (var revision : SessionRevisions.ALL) {
            var session = new SessionServer(server::table);
            lines.add(prefix + PreparedKey.INITIALIZE + revision + "\t"
                    + result(session.handle(initialize(revision), m -> {})));
            if (revision.equals(SessionRevisions.ALL.get(0))) {
                lines.add(prefix + PreparedKey.PING + "\t" + result(session.handle(request("ping", null), m -> {})));
                lines.add(prefix + PreparedKey.TOOLS + "\t"
                        + result(session.handle(request("tools/list", null), m -> {})));
            }
            session.close();
        }
        var stateless = server.stateless().get();
        lines.add(prefix + PreparedKey.DISCOVER + "\t"
                + result(stateless
                        .handle(request("server/discover", metadata(false)), m -> {})
                        .message()));
        for (var views : List.of(false, true)) {
            lines.add(prefix
                    + (views ? PreparedKey.STATELESS_TOOLS_WITH_VIEWS : PreparedKey.STATELESS_TOOLS) + "\t"
                    + result(stateless
                            .handle(request("tools/list", metadata(views)), m -> {})
                            .message()));
        }
    }

    private static Incoming.Request initialize(String revision) {
        var params = JsonRpc.JSON.createObjectNode();
        params.put("protocolVersion", revision).putObject("capabilities");
        params.putObject("clientInfo").put("name", "build").put("version", "1");
        return request("initialize", params);
    }

    private static JsonNode metadata(boolean views) {
        var params = JsonRpc.JSON.createObjectNode();
        var capabilities = params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", StatelessServer.VERSION)
                .putObject("io.modelcontextprotocol/clientCapabilities");
        if (views) {
            capabilities
                    .putObject("extensions")
                    .putObject(ViewExtension.ID)
                    .putArray("mimeTypes")
                    .add(ViewExtension.MIME_TYPE);
        }
        return params;
    }

    private static Incoming.Request request(String method, @Nullable JsonNode params) {
        return new Incoming.Request(JsonRpc.JSON.getNodeFactory().numberNode(1), method, params);
    }

    /** Without the tools, which have lines of their own. */
    private static String result(Object response) throws JsonProcessingException {
        ObjectNode message = JsonRpc.JSON.valueToTree(response);
        if (!(message.get("result") instanceof ObjectNode result)) {
            throw new IllegalStateException("The server fails: " + message);
        }
        if (result.has("tools")) {
            result.putArray("tools");
        }
        return JsonRpc.JSON.writeValueAsString(result);
    }

    private static String line(ToolDefinition<?, ?> tool, AccountServices services) throws JsonProcessingException {
        var traits = tool.traits();
        var view = View.ofTool(traits.name());
        return String.join(
                "\t",
                PreparedAnswers.TOOL,
                traits.name(),
                traits.toolset().name(),
                Boolean.toString(traits.readOnly()),
                traits.access().name(),
                JsonRpc.JSON.writeValueAsString(
                        services.toolListing().list(List.of(tool), false).get(0)),
                view.isEmpty() ? "" : JsonRpc.JSON.writeValueAsString(view.get().toolMeta()));
    }
}
