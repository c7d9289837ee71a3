package dev.poemcp.poe.site.capture;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.negotiation.GateRecipe;
import dev.poemcp.poe.site.negotiation.LearnedSite;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.QueryTemplates;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import dev.poemcp.poe.site.profile.UploadForm;
import dev.poemcp.poe.site.script.ScriptLearner;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Learns from a browser's traffic, request by request, in any order. Requests to other sites are ignored; what is not
 * understood is noted. Bounded whatever the traffic holds. Not thread-safe.
 */
public final class SiteLearner {
    private static final int MAX_SIGNED = 50;
    private static final int MAX_NOTES = 50;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern EVENT = Pattern.compile("\\w{1,100}");

    private final URI site;
    private final SiteProfile profile;
    private final QueryTemplates templates;
    private final SignatureFinder signatures;
    private final ScriptLearner scripts;
    private final GateHeaders headers = new GateHeaders();
    private final Map<Operation, Query> queries = new EnumMap<>(Operation.class);
    private final Map<String, SubscriptionQuery> subscriptions = new LinkedHashMap<>();
    private final List<SignedRequest> signed = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private @Nullable UploadForm upload;

    /**
     * @param baseUrl the site
     * @param profile supplies the known operations, variables templates and signature recipes
     */
    public SiteLearner(URI baseUrl, SiteProfile profile) {
        this.site = baseUrl;
        this.profile = profile;
        this.templates = new QueryTemplates(profile);
        this.signatures = new SignatureFinder(
                profile.builds().stream().map(SiteBuild::tag).toList());
        this.scripts = new ScriptLearner(profile);
    }

    public void request(CapturedRequest request) {
        String path = String.valueOf(request.url().getPath());
        if (isOfSite(request.url()) && (path.equals("/api/gql_POST") || path.equals("/api/gql_upload_POST"))) {
            GraphqlBody.of(request).ifPresent(body -> graphql(request, body));
        } else if (path.endsWith(".js") && (isOfSite(request.url()) || isScriptOfSite(request))) {
            scripts.script(request.response());
        }
    }

    /** A socket shows nothing that its subscriptions do not. */
    public void socket(CapturedSocket socket) {
        // The channel's address comes with each session, so there is nothing to remember.
    }

    private boolean isOfSite(URI url) {
        return site.getHost().equalsIgnoreCase(url.getHost()) && site.getPort() == url.getPort();
    }

    /** Other sites in the same capture have scripts, too. */
    private boolean isScriptOfSite(CapturedRequest request) {
        try {
            String referer = request.headers().getOrDefault("referer", "");
            return request.url().getPath().contains("/_next/static/") && isOfSite(URI.create(referer));
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }

    private void graphql(CapturedRequest request, GraphqlBody body) {
        if (!isAccepted(request)) {
            return;
        }
        headers.request(request.headers(), body.name());
        String tag = request.headers().get("poe-tag-id");
        if (tag != null && signed.size() < MAX_SIGNED) {
            signed.add(new SignedRequest(
                    body.payload(), new Secret(request.headers().getOrDefault("poe-formkey", "")), tag));
        }
        if (body.upload() != null) {
            upload = body.upload();
        }
        templates
                .operation(body.name())
                .ifPresentOrElse(
                        operation ->
                                operation(operation, body, request.headers().get("poegraphql")),
                        () -> {
                            // The site has many operations that this client does not use.
                        });
    }

    private static boolean isAccepted(CapturedRequest request) {
        if (request.status() != 0 && (request.status() < 200 || request.status() >= 300)) {
            return false;
        }
        if (request.response().isBlank()) {
            return true;
        }
        try {
            return new ObjectMapper().readTree(request.response()).path("data").isObject();
        } catch (JacksonException broken) {
            return false;
        }
    }

    private void operation(Operation operation, GraphqlBody body, @Nullable String backend) {
        if (operation == Operation.SUBSCRIBE) {
            body.variables().path("subscriptions").forEach(this::subscription);
        }
        Set<String> names = new LinkedHashSet<>();
        body.variables().fieldNames().forEachRemaining(names::add);
        templates.fit(operation, body.name(), body.hash(), names).ifPresent(fit -> {
            ObjectNode template = fit.query().template().deepCopy();
            for (String name : fit.added()) {
                JsonNode value = body.variables().path(name);
                if (isImpersonal(value)) {
                    template.set(name, value);
                    note(operation.key() + " has a new variable, " + name + "; it keeps the captured value.");
                } else {
                    note(operation.key() + " has a new variable, " + name
                            + ", whose value may be private; it is left out.");
                }
            }
            if (!fit.dropped().isEmpty()) {
                note(operation.key() + " no longer has " + String.join(", ", fit.dropped()) + ".");
            }
            boolean isKnownBackend = "0".equals(backend) || "1".equals(backend);
            queries.put(
                    operation,
                    new Query(
                            body.name(),
                            body.hash(),
                            template,
                            isKnownBackend ? backend : fit.query().backend(),
                            fit.query().firstPageOnly()));
        });
    }

    /** A switch or a small number says nothing about the user; a text or an id may. */
    private static boolean isImpersonal(JsonNode value) {
        return value.isBoolean()
                || value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isInt() && value.intValue() >= 0 && value.intValue() < 1000);
    }

    private void subscription(JsonNode json) {
        String event = json.path("subscriptionName").asText();
        String hash = json.path("queryHash").asText();
        if (EVENT.matcher(event).matches() && HASH.matcher(hash).matches() && subscriptions.size() < MAX_SIGNED * 2) {
            subscriptions.put(event, new SubscriptionQuery(event, hash));
        }
    }

    private void note(String sentence) {
        if (notes.size() < MAX_NOTES) {
            notes.add(sentence);
        }
    }

    /** What has been learned so far; never a secret. */
    public LearnedSite learned() {
        var inScripts = scripts.learned(hash -> false);
        Map<Operation, Query> all = new EnumMap<>(Operation.class);
        all.putAll(inScripts.queries());
        // A request that the site answered shows more than a script.
        all.putAll(queries);
        List<String> sentences = new ArrayList<>(notes);
        inScripts.notes().forEach(sentences::add);
        return new LearnedSite(
                all,
                subscriptions.isEmpty() ? inScripts.subscriptions() : List.copyOf(subscriptions.values()),
                gate(sentences),
                headers.revision(),
                upload,
                sentences);
    }

    private @Nullable GateRecipe gate(List<String> sentences) {
        var recipe = signatures.find(signed);
        if (recipe.isEmpty() && !signed.isEmpty()) {
            sentences.add("The signatures of the " + signed.size()
                    + " signed requests cannot be explained; the site may have a new recipe.");
        }
        return recipe.map(found -> new GateRecipe(found, headers.templates())).orElse(null);
    }

    /** Of the signed requests, how many there were. */
    public int signedRequests() {
        return signed.size();
    }

    /** Whether the profile's newest build signs like the captured requests. */
    public boolean signsAsKnown() {
        var recipe = signatures.find(signed);
        return recipe.isPresent()
                && profile.builds().stream().map(SiteBuild::tag).anyMatch(recipe.get()::equals);
    }
}
