using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace PixCrawler.Datasets.Stores.S3;

/// <summary>Amazon's client with its own way out taken away: what it has signed is sent by the process's guarded client.</summary>
internal sealed class GuardedS3Client(AWSCredentials credentials, AmazonS3Config config, SendRequest send)
    : AmazonS3Client(credentials, config)
{
    // The base class builds the pipeline in its constructor; a field with an initializer is set before that.
    private readonly SendRequest _send = send;

    /// <summary>The configuration: one attempt (B10), and no checksums that other servers than Amazon's do not know.</summary>
    public static AmazonS3Config ConfigOf(S3StoreOptions options)
    {
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            ThrottleRetries = false,
            AuthenticationRegion = options.Region,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
            (config.ServiceURL, config.ForcePathStyle) = (endpoint.AbsoluteUri, true);
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        return config;
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<HttpHandler<HttpContent>>(new Sender(_send));
    }

    private sealed class Sender(SendRequest send) : PipelineHandler
    {
        public override void InvokeSync(IExecutionContext executionContext) =>
            throw new NotSupportedException("Stores are called asynchronously.");

        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            using var message = MessageOf(context.Request);
            var response = await send(message, context.CancellationToken);
            var data = new S3Answer(response);
            if (!response.IsSuccessStatusCode)
                throw new HttpErrorResponseException(data);
            executionContext.ResponseContext.HttpResponse = data;
            return default!;
        }

        private static HttpRequestMessage MessageOf(IRequest request)
        {
            var message = new HttpRequestMessage(new HttpMethod(request.HttpMethod), ComposeUrl(request));
            if (request.ContentStream is { } stream)
                message.Content = new StreamContent(stream);
            else if (request.Content is { } bytes)
                message.Content = new ByteArrayContent(bytes);
            else if (request.HttpMethod is "PUT" or "POST")
                message.Content = new ByteArrayContent([]);
            foreach (var (name, value) in request.Headers)
            {
                if (!message.Headers.TryAddWithoutValidation(name, value))
                    message.Content?.Headers.TryAddWithoutValidation(name, value);
            }

            return message;
        }
    }
}
