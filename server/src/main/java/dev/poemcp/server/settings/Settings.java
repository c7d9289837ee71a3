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
 * @param baseUrl of the web site
 * @param apiBaseUrl of the official API
 * @param keepConversations whether conversations held by the API key are kept on disk
 * @param oauthClientId of this program in the browser's sign-in for an API key
 * @param tools single tools, added to those of {@code toolsets}
 * @param maxPointsPerMessage in points
 * @param maxPoints in points, for the lifetime of the process
 * @param replyWait how long a tool waits for a reply before it returns what exists so far
 * @param files folders that local attachments may come from; null leaves it to the transport (the working directory on
 *     stdio, none on HTTP)
 * @param archive folder of an archive of the account's chats, which need not exist; null with many users, whose chats are
 *     not in it
 * @param proxy for every request that leaves this machine
 * @param transport of the requests to the web site
 */
public record Settings(
        Credentials credentials,
        URI baseUrl,
        URI apiBaseUrl,
        @Nullable Path siteProfile,
        boolean keepConversations,
        @Nullable String oauthClientId,
        Set<Toolset> toolsets,
        Set<String> tools,
        boolean readOnly,
        ConfirmPolicy confirm,
        @Nullable Long maxPointsPerMessage,
        @Nullable Long maxPoints,
        Duration replyWait,
        @Nullable List<Path> files,
        @Nullable Path archive,
        ProxySettings proxy,
        TransportMode transport,
        LogLevel logLevel) {
    public Settings {
        toolsets = Set.copyOf(toolsets);
        tools = Set.copyOf(tools);
        files = files == null ? null : List.copyOf(files);
    }

    /** A copy for other credentials. */
    public Settings with(Credentials otherCredentials) {
        return with(otherCredentials, baseUrl, apiBaseUrl, transport);
    }

    /** A copy for other credentials and another Poe, as {@code --sandbox} needs it; it is reached directly. */
    public Settings with(Credentials otherCredentials, URI otherBaseUrl, URI otherApiBaseUrl) {
        return with(otherCredentials, otherBaseUrl, otherApiBaseUrl, TransportMode.DIRECT);
    }

    private Settings with(
            Credentials otherCredentials, URI otherBaseUrl, URI otherApiBaseUrl, TransportMode otherTransport) {
        return new Settings(
                otherCredentials,
                otherBaseUrl,
                otherApiBaseUrl,
                siteProfile,
                keepConversations,
                oauthClientId,
                toolsets,
                tools,
                readOnly,
                confirm,
                maxPointsPerMessage,
                maxPoints,
                replyWait,
                files,
                archive,
                proxy,
                otherTransport,
                logLevel);
    }
}
