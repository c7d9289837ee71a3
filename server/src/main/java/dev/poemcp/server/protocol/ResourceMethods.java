package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeException;
import dev.poemcp.server.resources.PoeResource;
import dev.poemcp.server.resources.ResourceCatalog;
import dev.poemcp.server.resources.ResourceCatalog.Template;
import dev.poemcp.server.resources.ResourceEntry;
import dev.poemcp.server.resources.ResourceReader;
import dev.poemcp.server.resources.ResourceWatch;
import dev.poemcp.server.views.View;
import dev.poemcp.server.views.ViewExtension;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods {@code resources/…}. */
public final class ResourceMethods {
    /** Views load nothing: what they show is in the result, pictures included. */
    private static final Map<String, Object> VIEW_META = Map.of(
            "ui",
            Map.of("prefersBorder", true, "csp", Map.of("connectDomains", List.of(), "resourceDomains", List.of())));

    private final ResourceCatalog catalog;
    private final ResourceReader reader;

    public ResourceMethods(ResourceCatalog catalog, ResourceReader reader) {
        this.catalog = catalog;
        this.reader = reader;
    }

    Object list(Parameters params) {
        try {
            var page = catalog.list(params.optionalText("cursor"));
            return new JsonObject()
                    .with(
                            "resources",
                            page.items().stream().map(ResourceMethods::entry).toList())
                    .with("nextCursor", page.nextCursor())
                    .asMap();
        } catch (PoeException e) {
            throw ProtocolErrors.of(e);
        }
    }

    private static Map<String, Object> entry(ResourceEntry entry) {
        var lastModified = entry.lastModified() == null
                ? null
                : Map.of("lastModified", entry.lastModified().toString());
        return described(entry.title(), entry.description(), entry.mimeType())
                .with("uri", entry.uri())
                .with("annotations", lastModified)
                .asMap();
    }

    Object templates(Parameters params) {
        params.requireFirstPage("templates");
        return Map.of(
                "resourceTemplates",
                catalog.templates().stream().map(ResourceMethods::template).toList());
    }

    private static Map<String, Object> template(Template template) {
        return described(template.title(), template.description(), template.mimeType())
                .with("uriTemplate", template.uri())
                .asMap();
    }

    private static JsonObject described(String title, @Nullable String description, String mimeType) {
        return new JsonObject()
                .with("name", title)
                .with("title", title)
                .with("description", description)
                .with("mimeType", mimeType);
    }

    Object read(Parameters params, McpClient client) {
        var uri = params.text("uri");
        var view = View.ofUri(uri).filter(any -> ViewExtension.isAnnounced(client.capabilities()));
        if (view.isPresent()) {
            return contents(uri, ViewExtension.MIME_TYPE, view.get().html(), VIEW_META);
        }
        var resource = resource(uri);
        try {
            var document = reader.read(resource);
            return contents(uri, document.mimeType(), document.text(), null);
        } catch (PoeException e) {
            throw ProtocolErrors.ofRead(uri, e);
        }
    }

    private static Map<String, Object> contents(
            String uri, String mimeType, String text, @Nullable Map<String, Object> meta) {
        return Map.of(
                "contents",
                List.of(new JsonObject()
                        .with("uri", uri)
                        .with("mimeType", mimeType)
                        .with("text", text)
                        .with("_meta", meta)
                        .asMap()));
    }

    Object subscribe(Parameters params, ResourceWatch watch) {
        var uri = params.text("uri");
        var resource = resource(uri);
        if (!ResourceWatch.watchable(resource)) {
            throw ProtocolErrors.invalidParams(
                    "Poe tells no changes of this resource; poe://settings, poe://chats and poe://chats/{chat_code} can be"
                            + " subscribed to.");
        }
        try {
            if (!watch.watch(uri, resource)) {
                throw ProtocolErrors.invalidParams(
                        "too many resources are subscribed to; unsubscribe from some first.");
            }
            return Map.of();
        } catch (PoeException e) {
            throw ProtocolErrors.ofRead(uri, e);
        }
    }

    Object unsubscribe(Parameters params, ResourceWatch watch) {
        watch.unwatch(params.text("uri"));
        return Map.of();
    }

    private static PoeResource resource(String uri) {
        return PoeResource.parse(uri).orElseThrow(() -> ProtocolErrors.resourceNotFound(uri));
    }
}
