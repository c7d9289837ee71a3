package dev.poemcp.poe.site.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.config.SiteConfig;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.graphql.GraphqlQuestion;
import dev.poemcp.poe.site.http.Http;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.http.WorkerThreads;
import dev.poemcp.poe.site.negotiation.SubscriptionRanking;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.UploadForm;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The site over HTTP. Nothing is asked, and no profile read, before the first question. */
public final class WebSite implements Site, AutoCloseable {
    private final SiteConfig config;
    private final MultipartEncoding multipart;
    private final Clock clock;
    private final Http http;
    private final ExecutorService workers = WorkerThreads.start();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(WorkerThreads.named("poe-timer"));
    private @Nullable SessionComponents assembled;

    public WebSite(SiteConfig config, MultipartEncoding multipart, Clock clock) {
        this.config = config;
        this.multipart = multipart;
        this.clock = clock;
        this.http = new Http(config, clock);
    }

    private synchronized SessionComponents parts() {
        var present = assembled;
        if (present == null) {
            present = SessionComponents.assemble(config, http, multipart, clock);
            assembled = present;
        }
        return present;
    }

    @Override
    public JsonNode ask(Operation operation, Map<String, ?> values) {
        var parts = parts();
        try {
            return parts.graphql().ask(new GraphqlQuestion(operation, values, List.of(), limitOf(operation, false)));
        } catch (PoeException outdated) {
            if (outdated.failure() instanceof PoeFailure.QueryOutdated) {
                return new PageFallback(this::page).read(operation, values).orElseThrow(() -> outdated);
            }
            throw outdated;
        }
    }

    @Override
    public CompletableFuture<JsonNode> start(Operation operation, Map<String, ?> values, List<Upload> files) {
        // What can fail before anything is sent fails here, where the caller can still turn round.
        var parts = parts();
        var gate = parts.graphql().prepare(operation);
        var form = parts.negotiation().uploads().present();
        var answer = new CompletableFuture<JsonNode>();
        try {
            workers.execute(() -> {
                try {
                    boolean byToken = form.style() == UploadForm.Style.FINISH_UPLOAD && !files.isEmpty();
                    Map<String, ?> complete =
                            byToken ? new UploadTokens(this::finishUpload).with(values, form, files) : values;
                    var asked = new GraphqlQuestion(
                            operation, complete, byToken ? List.of() : files, limitOf(operation, !files.isEmpty()));
                    if (answer.isDone()) {
                        // The caller has given up before the request left.
                        return;
                    }
                    var data = parts.graphql().once(asked, form, gate);
                    if (!files.isEmpty()) {
                        parts.negotiation().uploads().taken(form);
                    }
                    answer.complete(data);
                } catch (RuntimeException | Error failure) {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException full) {
            throw new PoeException(
                    new PoeFailure.RateLimited(
                            "Too much is under way in this process already (" + WorkerThreads.MOST
                                    + " requests at once); nothing was sent.",
                            Optional.of(Duration.ofSeconds(1))),
                    full);
        }
        return answer;
    }

    private Duration limitOf(Operation operation, boolean withFiles) {
        if (operation != Operation.SEND_MESSAGE && operation != Operation.REGENERATE) {
            return config.limits().answer();
        }
        return withFiles ? config.limits().upload() : config.limits().send();
    }

    @Override
    public JsonNode channelSettings(@Nullable String channel) {
        return parts().channels().settings(channel);
    }

    @Override
    public void useChannel(String channel) {
        parts().requests().useChannel(channel);
    }

    @Override
    public SubscriptionRanking subscriptions() {
        return parts().negotiation().subscriptions();
    }

    private String finishUpload(Upload file) {
        var parts = parts();
        return new FileUploader(parts, multipart, config.limits().upload()).token(file);
    }

    @Override
    public Optional<SitePage> page(String path) {
        var parts = parts();
        return parts.retry().repeat(() -> parts.pages().page(path));
    }

    @Override
    public URI baseUrl() {
        return config.baseUrl();
    }

    @Override
    public Headers browserHeaders() {
        return parts().requests().browserHeaders();
    }

    @Override
    public OkHttpClient http() {
        return http.client();
    }

    @Override
    public ExecutorService workers() {
        return workers;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public SiteLimits limits() {
        return config.limits();
    }

    /** Ends whatever is under way. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        workers.shutdownNow();
        http.close();
    }
}
