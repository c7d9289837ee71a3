package dev.poemcp.server.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Links that open a host and let it add the server, for the hosts that have such links. They contain no secret. */
final class InstallLinks {
    /** Goose starts only few programs by a link, with each argument for itself. */
    private static final List<String> GOOSE = List.of("-y", "poe-mcp");

    private static final String KEY_INPUT = "poe-api-key";

    private InstallLinks() {}

    static Optional<String> of(HostRecipe recipe, StartCommand start) {
        ObjectNode server = recipe.server(start);
        String name = HostRecipe.NAME;
        return switch (recipe) {
            case CURSOR -> Optional.of("https://cursor.com/en/install-mcp?name=" + name + "&config=" + base64(server));
            case VSCODE -> Optional.of(visualStudioCode(server));
            case LM_STUDIO -> Optional.of("https://lmstudio.ai/install-mcp?name=" + name + "&config=" + base64(server));
            case KIRO ->
                Optional.of("https://kiro.dev/launch/mcp/add?name=" + name + "&config=" + encoded(server.toString()));
            case GOOSE -> Optional.of(goose(start));
            default -> Optional.empty();
        };
    }

    private static String goose(StartCommand start) {
        String arguments = Stream.concat(GOOSE.stream(), start.options().stream())
                .map(argument -> "&arg=" + encoded(argument))
                .collect(Collectors.joining());
        return "goose://extension?cmd=npx" + arguments + "&timeout=300&id=poe&name=poe&description=Poe";
    }

    /** VS Code asks for the key, and keeps it itself. */
    private static String visualStudioCode(ObjectNode server) {
        server.putObject("env").put("POE_API_KEY", "${input:" + KEY_INPUT + "}");
        var inputs = JsonNodeFactory.instance.arrayNode();
        inputs.addObject()
                .put("type", "promptString")
                .put("id", KEY_INPUT)
                .put("description", "Key from poe.com/api/keys; empty if poe-mcp login has kept one")
                .put("password", true);
        return "https://vscode.dev/redirect/mcp/install?name=" + HostRecipe.NAME + "&inputs="
                + encoded(inputs.toString()) + "&config=" + encoded(server.toString());
    }

    private static String base64(ObjectNode server) {
        return encoded(Base64.getEncoder().encodeToString(server.toString().getBytes(UTF_8)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
