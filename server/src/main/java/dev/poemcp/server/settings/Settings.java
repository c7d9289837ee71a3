package dev.poemcp.server.settings;

import dev.poemcp.poe.proxy.ProxySettings;
import dev.poemcp.tool.Toolset;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings, validated. Null means not set and no default.
 *
 * @param tools single tools, added to those of {@code toolsets}
 * @param maxPointsPerMessage in points
 * @param maxPoints in points, for the lifetime of the process
 * @param replyWait how long a tool waits for a reply before it returns what exists so far
 * @param files folders that local attachments may come from; null leaves it to the transport (the working directory on
 *     stdio, none on HTTP)
 * @param proxy for every request that leaves this machine
 */
public record Settings(
        Credentials credentials,
        URI baseUrl,
        @Nullable Path siteProfile,
        Set<Toolset> toolsets,
        Set<String> tools,
        boolean readOnly,
        ConfirmPolicy confirm,
        @Nullable Long maxPointsPerMessage,
        @Nullable Long maxPoints,
        Duration replyWait,
        @Nullable List<Path> files,
        ProxySettings proxy,
        LogLevel logLevel) {
    public Settings {
        toolsets = Set.copyOf(toolsets);
        tools = Set.copyOf(tools);
        files = files == null ? null : List.copyOf(files);
    }

    /** A copy for another account and site, as {@code --sandbox} needs it. */
    public Settings with(Credentials otherCredentials, URI otherBaseUrl) {
        return new Settings(
                otherCredentials,
                otherBaseUrl,
                siteProfile,
                toolsets,
                tools,
                readOnly,
                confirm,
                maxPointsPerMessage,
                maxPoints,
                replyWait,
                files,
                proxy,
                logLevel);
    }
}
