package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.views.View;
import dev.poemcp.server.views.ViewExtension;
import java.time.Duration;
import java.util.Set;

/**
 * How long a client may cache a result, and whether it may share it between users.
 *
 * @param sameForAll whether all callers see the same tools, prompts and templates
 * @param surfaceTtl how long those may be cached
 */
public record CacheHints(boolean sameForAll, Duration surfaceTtl) {
    private static final Set<String> CACHEABLE = Set.of(
            "server/discover",
            "tools/list",
            "prompts/list",
            "resources/list",
            "resources/templates/list",
            "resources/read");

    void apply(String method, JsonNode params, ObjectNode result) {
        if (!CACHEABLE.contains(method) || params.has("inputResponses") || params.has("requestState")) {
            if (CACHEABLE.contains(method)) {
                result.put("ttlMs", 0).put("cacheScope", "private");
            }
            return;
        }
        var isView = View.ofUri(params.path("uri").asText()).isPresent();
        // Other resources belong to one account and may change at any time.
        var isAccountData = method.equals("resources/list") || (method.equals("resources/read") && !isView);
        // What a client's capabilities decide is not the same for all, and shared caches do not compare these.
        var differs =
                isView || (method.equals("tools/list") && ViewExtension.isAnnounced(RequestMeta.capabilities(params)));
        result.put("ttlMs", isAccountData ? 0 : surfaceTtl.toMillis());
        result.put("cacheScope", isAccountData || differs || !sameForAll ? "private" : "public");
    }
}
