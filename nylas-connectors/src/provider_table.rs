//! The providers, one row each. Everything that lists them is made of this table.

/// Calls a macro with all rows: the struct of the provider's connectors, which names its variants too, and the
/// provider's name on the wire.
macro_rules! for_each_provider {
    ($callback:ident) => {
        $callback! {
            /// `google`
            Google = "google",
            /// `microsoft`
            Microsoft = "microsoft",
            /// `zoom`
            Zoom = "zoom",
            /// `icloud`
            ICloud = "icloud",
            /// `imap`
            Imap = "imap",
            /// `ews`: Exchange on-premises
            Ews = "ews",
            /// `virtual-calendar`
            VirtualCalendar = "virtual-calendar",
            /// `yahoo`
            Yahoo = "yahoo",
            /// `nylas`: agent accounts, which Nylas itself hosts
            Nylas = "nylas",
        }
    };
}

pub(crate) use for_each_provider;
