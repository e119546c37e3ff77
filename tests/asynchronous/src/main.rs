mod asynchronous;

use asynchronous::{Http, drive};
use nylas_connectors::operations::{CreateConnector, ListConnectors};
use nylas_connectors::{Client, ICloud, Imap};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let http = Http::new()?;
    let client = Client::from_env()?;
    // Every call is a value in `operations`.
    let created = client.start(&CreateConnector::new(&ICloud::builder().build()?))?;
    println!("{} is ready", drive(&http, created).await?.data.provider);
    // These two have functions of their own.
    let ensured = client.start_ensure(&Imap::builder().build()?)?;
    println!("{:?}", drive(&http, ensured).await?.action);
    let listed = client.start_list_all(ListConnectors::new())?;
    println!("{} connectors", drive(&http, listed).await?.len());
    Ok(())
}
